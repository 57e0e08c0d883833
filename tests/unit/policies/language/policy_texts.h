#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "policies/language/reader.h"

namespace tenure {

// "policy.yaml:12:5: …" lines.
inline std::string Lines(const std::vector<PolicyError>& errors) {
  std::string lines;
  for (const PolicyError& error : errors) lines += error.Text("policy.yaml") + '\n';
  return lines;
}

// The policy of a text that must be good; an empty one, and a failure, if it is not.
inline Policy MustRead(std::string_view yaml) {
  const auto read = ReadPolicyFile(yaml);
  if (read) return read->policy;
  ADD_FAILURE() << Lines(read.error());
  return {};
}

// What is wrong with a text, as lines; empty if nothing is.
inline std::string ErrorsOf(std::string_view yaml) {
  const auto read = ReadPolicyFile(yaml);
  return read ? "" : Lines(read.error());
}

// A policy with one class, `long`, and these lines in it (indented by two).
inline std::string WithClass(std::string_view lines) {
  return "apiVersion: tenure.dev/v1\nkind: Policy\nruntime: {typical: 30m}\nclasses:\n- name: "
         "long\n" +
         std::string(lines);
}

inline ClassPolicy ReadClass(std::string_view lines) {
  const Policy policy = MustRead(WithClass(lines));
  return policy.classes.empty() ? ClassPolicy{} : policy.classes.front();
}

// A policy with a class and one strategy, `mine`, with these lines (indented by four).
inline std::string WithStrategy(std::string_view lines) {
  return WithClass("checkpoint:\n  strategies:\n  - name: mine\n") + std::string(lines);
}

inline Strategy ReadStrategy(std::string_view lines) {
  const Policy policy = MustRead(WithStrategy(lines));
  return policy.checkpoint.strategies.empty() ? Strategy{} : policy.checkpoint.strategies.front();
}

}  // namespace tenure
