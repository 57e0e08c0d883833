#include "webhook/server/probe_app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenure {
namespace {

using ::testing::HasSubstr;

class ProbeAppTest : public ::testing::Test {
 protected:
  HttpResponse Get(std::string_view target, std::string_view method = "GET") {
    HttpResponse response;
    app_.Handle({.method = method, .target = target, .content_type = {}, .body = {}}, response);
    return response;
  }

  Readiness readiness_;
  Metrics metrics_;
  ProbeApp app_{readiness_, metrics_};
};

TEST_F(ProbeAppTest, IsAliveFromTheStart) { EXPECT_EQ(Get("/livez").status, 200); }

TEST_F(ProbeAppTest, IsReadyWhenToldSo) {
  EXPECT_EQ(Get("/readyz").status, 503);
  readiness_.Set(true);
  EXPECT_EQ(Get("/readyz?verbose").status, 200);
  readiness_.Set(false);
  EXPECT_EQ(Get("/readyz").status, 503);
}

TEST_F(ProbeAppTest, TellsMetrics) {
  const HttpResponse response = Get("/metrics");
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, HasSubstr("tenure_build_info{version="));
}

TEST_F(ProbeAppTest, HasNothingElse) {
  EXPECT_EQ(Get("/").status, 404);
  EXPECT_EQ(Get("/mutate").status, 404);
  const HttpResponse response = Get("/livez", "POST");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.allow, "GET, HEAD");
}

}  // namespace
}  // namespace tenure
