#include "certs/self_signed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "certs/files.h"
#include "tests/support/temporary_folder.h"

namespace tenure {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr Time kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

class SelfSignedTest : public ::testing::Test {
 protected:
  void Make(Time now) {
    const auto identity = SelfSigned(folder(), now);
    ASSERT_TRUE(identity) << identity.error();
    EXPECT_TRUE(identity->IsValidAt(now));
  }
  [[nodiscard]] fs::path folder() const { return parent_.path() / "new" / "folder"; }
  [[nodiscard]] std::string Content(const char* name) const {
    return ReadFile(folder() / name).value_or("(cannot be read)");
  }

  test::TemporaryFolder parent_;
};

TEST_F(SelfSignedTest, MakesTheFolderAndItsThreeFiles) {
  Make(kNow);
  EXPECT_EQ(fs::status(folder() / "tls.key").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_THAT(Content("ca.crt"), testing::HasSubstr("BEGIN CERTIFICATE"));
  EXPECT_THAT(Content("tls.crt"), testing::HasSubstr("BEGIN CERTIFICATE"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder()), fs::directory_iterator()), 3)
      << "no temporary file and no CA key is left";
}

TEST_F(SelfSignedTest, IsUsedAgainWhileItLives) {
  Make(kNow);
  const std::string before = Content("tls.crt");
  Make(kNow + 24h * 300);
  EXPECT_EQ(Content("tls.crt"), before);
}

TEST_F(SelfSignedTest, IsMadeAnewInItsLastWeek) {
  Make(kNow);
  const std::string before = Content("ca.crt");
  Make(kNow + 24h * 360);
  EXPECT_NE(Content("ca.crt"), before);
}

TEST_F(SelfSignedTest, IsMadeAnewWhenTheFilesDoNotBelongTogether) {
  Make(kNow);
  const std::string ca = Content("ca.crt");
  fs::remove(folder() / "tls.key");
  Make(kNow);
  EXPECT_NE(Content("ca.crt"), ca);
  ASSERT_TRUE(WriteFile(folder() / "ca.crt", ca, FileAccess::kReadable));
  Make(kNow);
  EXPECT_NE(Content("ca.crt"), ca) << "a CA that did not sign the certificate";
}

TEST_F(SelfSignedTest, SaysWhichFolderItCannotMake) {
  std::ofstream(parent_.path() / "new") << "a file";
  const auto identity = SelfSigned(folder(), kNow);
  ASSERT_FALSE(identity);
  EXPECT_THAT(identity.error(), testing::HasSubstr(folder().string()));
}

TEST_F(SelfSignedTest, LoadingSaysWhatIsWrongWithWhichFile) {
  Make(kNow);
  const fs::path certificate = folder() / "tls.crt";
  const fs::path key = folder() / "tls.key";
  EXPECT_TRUE(LoadIdentity(certificate, key, kNow));
  EXPECT_EQ(LoadIdentity(certificate, key, kNow + 24h * 366).error(),
            certificate.string() + ": expired on 2027-11-21 00:00 UTC");
  EXPECT_EQ(LoadIdentity(certificate, key, kNow - 24h).error(),
            certificate.string() + ": is not valid before 2026-11-20 23:00 UTC");
  EXPECT_EQ(LoadIdentity(folder() / "none.crt", key, kNow).error(),
            (folder() / "none.crt").string() + ": No such file or directory");
  EXPECT_THAT(LoadIdentity(key, key, kNow).error(),
              testing::HasSubstr("the certificate file has no certificate"));
}

}  // namespace
}  // namespace tenure
