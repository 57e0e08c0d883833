#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "policies/pod/json_document.h"

namespace tenure {

// Parsers with their buffers, as many as decisions were ever made at once. The
// one that was given back last is taken first: its memory is in the cache.
class DocumentPool {
 public:
  // A document for as long as this lives.
  class Lease {
   public:
    explicit Lease(DocumentPool& pool) : pool_(pool), document_(pool.Take()) {}
    ~Lease() { pool_.Give(std::move(document_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    [[nodiscard]] JsonDocument& operator*() const { return *document_; }

   private:
    DocumentPool& pool_;
    std::unique_ptr<JsonDocument> document_;
  };

 private:
  std::unique_ptr<JsonDocument> Take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto document = std::move(idle_.back());
        idle_.pop_back();
        return document;
      }
    }
    return std::make_unique<JsonDocument>();
  }

  void Give(std::unique_ptr<JsonDocument> document) {
    document->Release();
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(document));
  }

  std::mutex mutex_;
  std::vector<std::unique_ptr<JsonDocument>> idle_;
};

}  // namespace tenure
