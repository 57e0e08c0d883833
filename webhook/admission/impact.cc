#include "webhook/admission/impact.h"

namespace tenure {
namespace {

using Counts = std::map<std::string_view, std::size_t>;

void Count(const std::vector<std::string_view>& names, Counts& counts) {
  for (const std::string_view name : names) ++counts[name];
}

// " (class-not-allowed 1, deadline-before-end 4)"
std::string Listed(const Counts& counts) {
  std::string list;
  for (const auto& [name, count] : counts) {
    list += list.empty() ? " (" : ", ";
    list += std::string(name) + ' ' + std::to_string(count);
  }
  return list.empty() ? list : list + ')';
}

}  // namespace

void Impact::Add(const std::optional<Difference>& difference) {
  ++pods_;
  if (!difference) return;
  ++changed_;
  if (difference->ChangesClass()) ++of_other_class_;
  if (!difference->protections.empty()) ++otherwise_protected_;
  Count(difference->protections, protections_);
  if (difference->IsNewlyRefused()) {
    ++refused_;
    Count(difference->new_rules, refused_by_);
  }
  if (difference->IsNewlyAdmitted()) {
    ++admitted_;
    Count(difference->gone_rules, admitted_by_);
  }
}

std::vector<std::string> Impact::Sentences() const {
  std::vector<std::string> sentences = {
      std::to_string(changed_) + " of " + std::to_string(pods_) + " pods would change",
      std::to_string(refused_) + " would newly be refused" + Listed(refused_by_),
      std::to_string(admitted_) + " would newly be admitted" + Listed(admitted_by_)};
  if (of_other_class_ > 0) {
    sentences.push_back(std::to_string(of_other_class_) + " would be of another class");
  }
  if (otherwise_protected_ > 0) {
    sentences.push_back(std::to_string(otherwise_protected_) + " would get other protections" +
                        Listed(protections_));
  }
  return sentences;
}

}  // namespace tenure
