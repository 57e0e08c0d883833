#include "webhook/listener/big_body_worker.h"

#include <utility>

#include "webhook/listener/workbench.h"

namespace tenure {

BigBodyWorker::BigBodyWorker(HttpHandler handler, std::size_t waiting_at_most)
    : handler_(std::move(handler)), waiting_at_most_(waiting_at_most), thread_([this] { Run(); }) {}

BigBodyWorker::~BigBodyWorker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

bool BigBodyWorker::Submit(LargeRequest request) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= waiting_at_most_) return false;
    waiting_.push_back(std::move(request));
  }
  changed_.notify_one();
  return true;
}

void BigBodyWorker::Run() {
  while (auto next = WaitForNext()) {
    HttpRequest request = next->request.View();
    request.arrived = next->arrived;
    HttpResponse response;
    Handle(handler_, request, response);
    next->request.bytes = {};  // before the answer makes room for the next one
    next->deliver(std::move(response));
  }
}

std::optional<LargeRequest> BigBodyWorker::WaitForNext() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
  if (waiting_.empty()) return std::nullopt;
  LargeRequest next = std::move(waiting_.front());
  waiting_.pop_front();
  return next;
}

}  // namespace tenure
