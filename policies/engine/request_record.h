#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/pod/quantity.h"

namespace tenure {

// What Tenure did to one request: the annotation tenure.dev/requests, so that
// nothing is ever multiplied twice. Where the request still equals `set`, `was`
// is the expectation (none: nobody had one; the request may be a LimitRange's);
// where it does not, the request is somebody's own again.
struct RecordedRequest {
  std::string container;
  std::string resource;
  std::optional<Quantity> was;
  Quantity set;
};

class RequestRecord {
 public:
  // Anything that is not what Tenure writes reads as an empty record.
  [[nodiscard]] static RequestRecord Parse(std::string_view json);

  // {"main":{"memory":{"was":"64Gi","set":"96Gi"}},"helper":{}}; a container
  // without entries was looked after and needed nothing.
  [[nodiscard]] std::string Text() const;

  void AddContainer(std::string_view container);
  void Add(RecordedRequest entry);
  [[nodiscard]] bool HasContainer(std::string_view container) const;
  [[nodiscard]] const RecordedRequest* Find(std::string_view container,
                                            std::string_view resource) const;
  [[nodiscard]] bool empty() const { return containers_.empty(); }

 private:
  std::vector<std::string> containers_;
  std::vector<RecordedRequest> entries_;
};

}  // namespace tenure
