# INPUT, a policy file, to OUTPUT, a C++ source that has it as a string.
file(READ "${INPUT}" yaml)
file(WRITE "${OUTPUT}" "// Generated from policies/default.yaml.
#include \"policies/language/reader.h\"

namespace tenure {

std::string_view DefaultPolicyText() {
  return R\"policy(${yaml})policy\";
}

}  // namespace tenure
")
