#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "certs/issue.h"

namespace tenure {

// What `issue` and `rotate` are both told, as it was written.

// Whole hours, at least one: "90d". The error names the option.
[[nodiscard]] tl::expected<std::chrono::hours, std::string> ParseLife(const char* option,
                                                                      const std::string& text);

struct NameArguments {
  const std::string& service;
  const std::string& name_space;
  const std::vector<std::string>& dns;
  const std::vector<std::string>& ip;
};

// Those of the Service, then the others.
[[nodiscard]] tl::expected<ServerNames, std::string> ReadNames(const NameArguments& arguments);

void AddServiceOptions(CLI::App& parser, std::string& service, std::string& name_space);
void AddNameOptions(CLI::App& parser, std::vector<std::string>& dns, std::vector<std::string>& ip);
void AddLifeOptions(CLI::App& parser, std::string& life, std::string& ca_life);

}  // namespace tenure
