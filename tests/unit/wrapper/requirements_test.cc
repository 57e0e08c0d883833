#include "wrapper/requirements.h"

#include <gmock/gmock.h>

namespace tenure::wrapper {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kWhole = "         0          0 4294967295\n";

std::string Status(const char* uid, const char* capabilities, const char* seccomp) {
  return std::string("Name:\tx\nUid:\t") + uid + "\t" + uid + "\t" + uid + "\t" + uid +
         "\nCapEff:\t" + capabilities + "\nSeccomp:\t" + seccomp + "\n";
}

// The default set of a container, with SYS_ADMIN, NET_ADMIN and SYS_TIME.
TEST(Requirements, TheCriuStrategysContainerHasAll) {
  EXPECT_THAT(MissingFor(Status("0", "00000000aa2435fb", "0"), kWhole), IsEmpty());
}

TEST(Requirements, EachThatIsMissingIsNamed) {
  EXPECT_THAT(MissingFor(Status("0", "00000000a80425fb", "2"), kWhole),
              ElementsAre(HasSubstr("SYS_ADMIN"), HasSubstr("NET_ADMIN"), HasSubstr("SYS_TIME"),
                          HasSubstr("seccomp")));
}

TEST(Requirements, NonRootAndUserNamespaces) {
  EXPECT_THAT(MissingFor(Status("1000", "00000000aa2435fb", "0"), "0 65536 65536\n"),
              ElementsAre(HasSubstr("runAsUser: 0"), HasSubstr("hostUsers")));
}

}  // namespace
}  // namespace tenure::wrapper
