#include "webhook/server/probe_app.h"

#include "certs/check.h"

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
    const std::string why_not = WhyNotReady();
    response.status = why_not.empty() ? 200 : 503;
    response.body = why_not.empty() ? "ok\n" : "not ready: " + why_not + '\n';
  } else if (path == "/metrics") {
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = metrics_.Text();
  } else if (path == "/recent" && recent_ != nullptr) {
    ExportRecent(request, response);
  } else {
    response.status = 404;
    response.body = "there is /livez, /readyz and /metrics\n";
  }
}

std::string ProbeApp::WhyNotReady() const {
  if (!readiness_.IsReady()) return "starting or stopping";
  const auto identity = identity_.Current();
  if (!identity->HasCertificate()) return "there is no certificate yet; the log says why";
  const std::string problem = DateProblem(*identity->leaf, clock_());
  return problem.empty() ? "" : "the certificate " + problem;
}

void ProbeApp::ExportRecent(const HttpRequest& request, HttpResponse& response) const {
  if (!request.from_loopback) {
    response.status = 403;
    response.body = "only for callers on the same machine: use kubectl port-forward\n";
    return;
  }
  response.content_type = "application/jsonl";
  response.body = recent_->JsonLines();
}

}  // namespace tenure
