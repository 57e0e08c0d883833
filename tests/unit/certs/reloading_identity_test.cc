#include "certs/reloading_identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "certs/files.h"
#include "tests/support/authority.h"
#include "tests/support/mounted_volume.h"

namespace tenure {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using Result = IdentityReload::Result;

constexpr Time kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

class ReloadingIdentityTest : public ::testing::Test {
 protected:
  void Mount(const test::PemPair& pair) {
    volume_.Update({{"tls.crt", pair.certificate}, {"tls.key", pair.key}});
  }

  [[nodiscard]] IdentityFiles Files() const {
    return {.certificate = volume_.Path("tls.crt"),
            .key = volume_.Path("tls.key"),
            .client_ca = {},
            .names = {"localhost"},
            .client_names = {}};
  }

  // The error of a poll that must not load anything.
  std::string Rejected(Time now = kNow) {
    const auto before = identity_.Current();
    const auto reload = identity_.Poll(now);
    EXPECT_EQ(identity_.Current(), before) << "the one in service was given up";
    if (!reload || reload->result != Result::kRejected) return "(not rejected)";
    return reload->error;
  }
  bool Loads(Time now = kNow) {
    const auto reload = identity_.Poll(now);
    return reload && reload->result == Result::kLoaded;
  }

  test::Authority ca_{kNow};
  test::MountedVolume volume_{"other", ""};
  ReloadingIdentity identity_{Files()};
};

TEST_F(ReloadingIdentityTest, HasNoneBeforeThereAreFiles) {
  EXPECT_FALSE(identity_.Current()->HasCertificate());
  EXPECT_FALSE(identity_.Current()->IsValidAt(kNow));
  EXPECT_THAT(Rejected(), HasSubstr("tls.crt: No such file or directory"));
  EXPECT_EQ(Rejected(), "(not rejected)") << "told once";
}

TEST_F(ReloadingIdentityTest, FollowsTheFilesThroughSwaps) {
  Mount(ca_.Server(kNow));
  EXPECT_TRUE(Loads());
  const auto first = identity_.Current();
  EXPECT_FALSE(Loads()) << "nothing is new";
  Mount(ca_.Server(kNow));
  EXPECT_TRUE(Loads());
  EXPECT_NE(identity_.Current(), first);
}

TEST_F(ReloadingIdentityTest, SameContentInNewFilesIsNothingNew) {
  const auto pair = ca_.Server(kNow);
  Mount(pair);
  EXPECT_TRUE(Loads());
  Mount(pair);
  EXPECT_FALSE(Loads());
}

TEST_F(ReloadingIdentityTest, KeepsTheOldPairWhenTheNewOneIsBad) {
  Mount(ca_.Server(kNow));
  ASSERT_TRUE(Loads());
  const auto good = ca_.Server(kNow);
  Mount({good.certificate, ca_.Server(kNow).key});
  EXPECT_THAT(Rejected(), HasSubstr("the key is not that of the (first) certificate"));
  Mount({good.certificate.substr(0, 300), good.key});
  EXPECT_THAT(Rejected(), HasSubstr("tls.crt: the certificate file"));
  Mount({"", ""});
  EXPECT_THAT(Rejected(), HasSubstr("has no certificate"));
  Mount({good.certificate, "no key"});
  EXPECT_THAT(Rejected(), HasSubstr("has no private key that can be read"));
  Mount(ca_.Server(kNow, {{"example.org"}, {}}));
  EXPECT_THAT(Rejected(), HasSubstr("is not for localhost, only for example.org"));
  Mount({good.certificate + test::Authority(kNow).Pem(), good.key});
  EXPECT_THAT(Rejected(), HasSubstr("the chain is broken"));
  Mount(ca_.Server(kNow - 24h * 100));
  EXPECT_THAT(Rejected(), HasSubstr("expired on 2026-11-11"));
  volume_.Update({});
  EXPECT_THAT(Rejected(), HasSubstr("No such file or directory"));
  Mount(good);
  EXPECT_TRUE(Loads()) << "and takes the next good one";
}

TEST_F(ReloadingIdentityTest, TellsTwoProblemsAtOnceAndEachOnce) {
  Mount(ca_.Server(kNow - 24h * 100, {{"example.org"}, {}}));
  EXPECT_THAT(Rejected(), AllOf(HasSubstr("expired on"), HasSubstr("; is not for localhost")));
  EXPECT_EQ(Rejected(), "(not rejected)");
}

TEST_F(ReloadingIdentityTest, TellsAgainWhatCameBack) {
  const auto good = ca_.Server(kNow);
  Mount(good);
  ASSERT_TRUE(Loads());
  Mount({"", ""});
  EXPECT_THAT(Rejected(), HasSubstr("has no certificate"));
  Mount(good);
  EXPECT_FALSE(Loads()) << "it is in service still";
  Mount({"", ""});
  EXPECT_THAT(Rejected(), HasSubstr("has no certificate"));
}

TEST_F(ReloadingIdentityTest, APairThatIsNotValidYetIsLoadedWhenItIs) {
  Mount(ca_.Server(kNow + 24h));
  EXPECT_THAT(Rejected(), HasSubstr("is not valid before 2026-11-21 23:00 UTC"));
  EXPECT_TRUE(Loads(kNow + 24h)) << "though the files are the same";
}

TEST_F(ReloadingIdentityTest, AClockThatIsBehindByLessThanTheSlackDoesNotMatter) {
  Mount(ca_.Server(kNow));
  EXPECT_TRUE(Loads(kNow - 59min));
}

TEST_F(ReloadingIdentityTest, TheOneInServiceExpires) {
  Mount(ca_.Server(kNow));
  ASSERT_TRUE(Loads());
  EXPECT_TRUE(identity_.Current()->IsValidAt(kNow + 24h * 89));
  EXPECT_FALSE(identity_.Current()->IsValidAt(kNow + 24h * 90));
}

TEST_F(ReloadingIdentityTest, ClientAuthoritiesAreFollowedToo) {
  IdentityFiles files = Files();
  files.client_ca = volume_.Path("clients.crt");
  ReloadingIdentity identity(files);
  const auto pair = ca_.Server(kNow);
  const auto mount = [&](const std::string& clients) {
    volume_.Update(
        {{"tls.crt", pair.certificate}, {"tls.key", pair.key}, {"clients.crt", clients}});
  };
  mount("");
  EXPECT_THAT(identity.Poll(kNow)->error, HasSubstr("clients.crt: has no certificate"));
  mount(pair.certificate);
  EXPECT_THAT(identity.Poll(kNow)->error, HasSubstr("has a certificate that is no CA"));
  mount(ca_.Pem());
  EXPECT_EQ(identity.Poll(kNow)->result, Result::kLoaded);
  EXPECT_EQ(identity.Current()->clients->authorities.size(), 1U);
  mount(ca_.Pem() + test::Authority(kNow).Pem());
  EXPECT_EQ(identity.Poll(kNow)->result, Result::kLoaded);
  EXPECT_EQ(identity.Current()->clients->authorities.size(), 2U);
}

TEST_F(ReloadingIdentityTest, ReadersAlwaysSeeAWholePair) {
  Mount(ca_.Server(kNow));
  ASSERT_TRUE(Loads());
  std::atomic<bool> done = false;
  std::thread reader([&] {
    while (!done) {
      const auto current = identity_.Current();
      EXPECT_EQ(X509_check_private_key(current->leaf.get(), current->key.get()), 1);
    }
  });
  for (int n = 0; n < 50; ++n) {
    Mount(ca_.Server(kNow));
    EXPECT_TRUE(Loads());
  }
  done = true;
  reader.join();
}

}  // namespace
}  // namespace tenure
