#pragma once

#include <chrono>
#include <cstddef>

namespace tenure {

namespace limits {

// An API server takes objects up to 3 MiB (MaxRequestBodyBytes), and a review
// has the old one as well; what came as protobuf grows when written as JSON.
inline constexpr std::size_t kBodyBytes = std::size_t{8} << 20;

// A path of ours, and the timeout that the API server appends to it.
inline constexpr std::size_t kTargetBytes = 1024;

// The API server sends a dozen short headers, and a bearer token where its
// kubeconfig for webhooks has one.
inline constexpr std::size_t kHeadBytes = std::size_t{16} << 10;
inline constexpr std::size_t kHeaders = 64;

}  // namespace limits

// What one listener spends on its clients. Times are absolute: from the moment
// a connection enters that state, however busily it sends single bytes.
struct Limits {
  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds head{10'000};
  // The longest timeout of a webhook (admissionregistration.k8s.io/v1, timeoutSeconds).
  std::chrono::milliseconds body{30'000};
  std::chrono::milliseconds write{10'000};
  // The API server closes connections that were idle for 90 s. It must be the one
  // to do so: a request that meets our closing fails, as it is never sent again.
  std::chrono::milliseconds idle{120'000};
  // For a client to read a last response before the socket is closed, which
  // would reset what it still sends.
  std::chrono::milliseconds linger{2'000};
  // Stopping: for connections that have not asked anything yet, and for all.
  std::chrono::milliseconds farewell{1'000};
  std::chrono::milliseconds stop{15'000};

  // Connections of all loops. One more, and the one that is missed least goes.
  std::size_t connections = 2048;
  // Memory for requests and responses in flight. Large bodies may have half of
  // it, so that those who announce them cannot keep out the usual ones.
  std::size_t buffered_bytes = std::size_t{64} << 20;
  // Larger bodies are decided by a worker: they would hold up their loop.
  std::size_t inline_body_bytes = std::size_t{256} << 10;
  std::size_t waiting_bodies = 64;  // for the worker
  // What one connection may read in one turn of the loop.
  std::size_t slice_bytes = std::size_t{64} << 10;
};

}  // namespace tenure
