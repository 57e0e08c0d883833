#include "webhook/cli/estimates_file.h"

#include <utility>

#include "certs/files.h"
#include "policies/estimates/reader.h"

namespace tenure {

std::shared_ptr<const Estimates> LoadEstimates(const std::string& name, std::string_view text,
                                               std::ostream& errors) {
  auto read = ReadEstimates(text);
  if (read) return std::make_shared<const Estimates>(*std::move(read));
  for (const EstimatesError& error : read.error()) errors << error.Text(name) << '\n';
  return nullptr;
}

std::shared_ptr<const Estimates> LoadEstimatesFile(const std::string& file, std::ostream& errors) {
  if (file.empty()) return std::make_shared<const Estimates>();
  const auto text = ReadFile(file);
  if (text) return LoadEstimates(file, *text, errors);
  errors << text.error() << '\n';
  return nullptr;
}

}  // namespace tenure
