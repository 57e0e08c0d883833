#include "webhook/listener/tls_listener.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "webhook/listener/acceptor.h"
#include "webhook/listener/big_body_worker.h"
#include "webhook/listener/event_loop.h"
#include "webhook/listener/listening_socket.h"
#include "webhook/listener/tls_session.h"

namespace tenure {
namespace {

// Descriptors that are no client's: the loops', the probe port's, the log's.
constexpr std::size_t kOtherDescriptors = 40;
constexpr std::size_t kDescriptorsPerLoop = 3;

// As many as the kernel allows this process, once it is asked.
std::size_t DescriptorLimit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

// Of each loop. Descriptors that run out keep honest clients out: connections
// that are missed less go before that happens.
std::size_t ConnectionsPerLoop(const Limits& limits, std::size_t loops) {
  const std::size_t descriptors = DescriptorLimit();
  const std::size_t others = kOtherDescriptors + kDescriptorsPerLoop * loops;
  const std::size_t room = descriptors > others ? descriptors - others : 0;
  return std::max<std::size_t>(std::min(limits.connections, room) / loops, 1);
}

class LoopedListener final : public TlsListener {
 public:
  LoopedListener(TlsListenerOptions options, std::shared_ptr<const IdentitySource> identity,
                 ListenerEvents& events)
      : options_(std::move(options)),
        identity_(std::move(identity)),
        events_(events),
        budget_(options_.limits.buffered_bytes) {}

  ~LoopedListener() override { Stop(); }

  tl::expected<std::string, std::string> Start() override {
    auto tls = TlsContext::Make(identity_);
    if (!tls) return tl::unexpected(tls.error());
    tls_.emplace(std::move(*tls));
    auto listening = ListenOn(options_.address);
    if (!listening) return tl::unexpected(listening.error());
    StartLoops();
    acceptor_.emplace(
        Acceptor::Options{.listening = std::move(listening->socket),
                          .deal = [this](FileDescriptor socket) { Deal(std::move(socket)); },
                          .on_shortage = [this] { MakeRoom(); },
                          .on_failure = options_.on_failure},
        events_);
    return listening->address;
  }

  void Drain() override { draining_ = true; }

  void Stop() override {
    Drain();
    acceptor_.reset();
    for (const auto& loop : loops_) loop->Stop();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    worker_.reset();
    slow_worker_.reset();
  }

  ConnectionCounts Connections() const override {
    ConnectionCounts sum{};
    if (!serving_) return sum;
    for (const auto& loop : loops_)
      std::ranges::transform(loop->Counts(), sum, sum.begin(), std::plus());
    return sum;
  }

 private:
  void StartLoops() {
    const Limits& limits = options_.limits;
    worker_.emplace(options_.handler, limits.waiting_bodies);
    slow_worker_.emplace(options_.handler, limits.waiting_bodies);
    common_.emplace(ListenerCommon{.limits = limits,
                                   .budget = budget_,
                                   .events = events_,
                                   .draining = draining_,
                                   .tls = tls_->get(),
                                   .is_slow = options_.is_slow});
    const std::size_t connections = ConnectionsPerLoop(limits, options_.loops);
    for (std::size_t i = 0; i < options_.loops; ++i) {
      loops_.push_back(std::make_unique<EventLoop>(*common_, options_.handler, connections,
                                                   EventLoop::Workers{*worker_, *slow_worker_}));
      threads_.emplace_back([loop = loops_.back().get()] { loop->Run(); });
    }
    serving_ = true;
  }

  // One after the other: an API server opens few connections, and the kernel's
  // own way (SO_REUSEPORT) could pile them up on one loop.
  void Deal(FileDescriptor socket) { loops_[next_++ % loops_.size()]->Adopt(std::move(socket)); }

  void MakeRoom() {
    for (const auto& loop : loops_) loop->MakeRoom();
  }

  const TlsListenerOptions options_;
  const std::shared_ptr<const IdentitySource> identity_;
  ListenerEvents& events_;
  BufferBudget budget_;
  std::atomic<bool> draining_ = false;
  std::atomic<bool> serving_ = false;  // loops_ does not change any more
  std::optional<TlsContext> tls_;
  std::optional<ListenerCommon> common_;
  std::optional<BigBodyWorker> worker_;
  std::optional<BigBodyWorker> slow_worker_;
  std::vector<std::unique_ptr<EventLoop>> loops_;
  std::vector<std::thread> threads_;
  std::optional<Acceptor> acceptor_;
  std::size_t next_ = 0;
};

}  // namespace

std::unique_ptr<TlsListener> NewTlsListener(TlsListenerOptions options,
                                            std::shared_ptr<const IdentitySource> identity,
                                            ListenerEvents& events) {
  return std::make_unique<LoopedListener>(std::move(options), std::move(identity), events);
}

}  // namespace tenure
