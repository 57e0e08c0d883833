#include "webhook/cli/review/gather.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "webhook/cli/review/manifest_reader.h"
#include "webhook/cli/review/sources.h"

namespace tenure {

Submissions Gather(const std::vector<std::string>& inputs, const std::string& name_space,
                   std::istream& standard_input) {
  Submissions result;
  Sources sources = ReadSources(inputs, standard_input);
  std::ranges::move(sources.errors, std::back_inserter(result.errors));
  for (const Source& source : sources.sources) {
    Documents read = ReadManifests(source.name, source.text);
    for (const InputError& error : read.errors) result.errors.push_back(error.Text());
    for (Document& document : read.documents) Submit(std::move(document), name_space, result);
  }
  return result;
}

}  // namespace tenure
