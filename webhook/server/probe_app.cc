#include "webhook/server/probe_app.h"

namespace tenure {

void ProbeApp::Handle(const HttpRequest& request, HttpResponse& response) const {
  const std::string_view path = request.Path();
  if (request.method != "GET" && request.method != "HEAD") {
    response.status = 405;
    response.allow = "GET, HEAD";
    response.body = "only GET is served here\n";
  } else if (path == "/livez") {
    response.body = "ok\n";
  } else if (path == "/readyz") {
    response.status = readiness_.IsReady() ? 200 : 503;
    response.body = readiness_.IsReady() ? "ok\n" : "not ready: starting or stopping\n";
  } else if (path == "/metrics") {
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = metrics_.Text();
  } else {
    response.status = 404;
    response.body = "there is /livez, /readyz and /metrics\n";
  }
}

}  // namespace tenure
