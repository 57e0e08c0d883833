// Rules for what goes into containers; those for names are in k8s_names.cc.

#include <re2/re2.h>

#include <algorithm>
#include <iterator>

#include "policies/language/k8s_names.h"
#include "policies/language/types/suggestion.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

// capabilities(7), Linux 5.9; the kernel adds one in some years.
const std::vector<std::string>& Capabilities() {
  static const std::vector<std::string> names = {
      "AUDIT_CONTROL",   "AUDIT_READ",   "AUDIT_WRITE",
      "BLOCK_SUSPEND",   "BPF",          "CHECKPOINT_RESTORE",
      "CHOWN",           "DAC_OVERRIDE", "DAC_READ_SEARCH",
      "FOWNER",          "FSETID",       "IPC_LOCK",
      "IPC_OWNER",       "KILL",         "LEASE",
      "LINUX_IMMUTABLE", "MAC_ADMIN",    "MAC_OVERRIDE",
      "MKNOD",           "NET_ADMIN",    "NET_BIND_SERVICE",
      "NET_BROADCAST",   "NET_RAW",      "PERFMON",
      "SETFCAP",         "SETGID",       "SETPCAP",
      "SETUID",          "SYSLOG",       "SYS_ADMIN",
      "SYS_BOOT",        "SYS_CHROOT",   "SYS_MODULE",
      "SYS_NICE",        "SYS_PACCT",    "SYS_PTRACE",
      "SYS_RAWIO",       "SYS_RESOURCE", "SYS_TIME",
      "SYS_TTY_CONFIG",  "WAKE_ALARM"};
  return names;
}

// What DidYouMean of types/suggestion.h gives, without its list of everything.
std::string NearestCapability(std::string_view text) {
  std::string name;
  std::ranges::transform(text, std::back_inserter(name), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  if (name.starts_with("CAP_")) name.erase(0, 4);
  const auto nearest = Nearest(name, Capabilities());
  return nearest ? "; did you mean " + *nearest + "?" : ": see capabilities(7), without CAP_";
}

bool HasParentSegment(std::string_view path) {
  static const RE2 pattern(R"((^|/)\.\.(/|$))");
  return RE2::PartialMatch(re2::StringPiece(path.data(), path.size()), pattern);
}

}  // namespace

std::string MountPathProblem(std::string_view text) {
  if (!text.starts_with('/')) return "not a path in a container: it must begin with /";
  if (text.find_first_not_of('/') == std::string_view::npos) {
    return "no place to mount at: it would hide the image";
  }
  if (text.find(':') != std::string_view::npos) return "not a path in a container: it has a ':'";
  if (HasParentSegment(text)) return "not a path in a container: it has a '..'";
  return "";
}

std::string EnvFieldPathProblem(std::string_view text) {
  static const std::vector<std::string> fields = {"metadata.name",
                                                  "metadata.namespace",
                                                  "metadata.uid",
                                                  "spec.nodeName",
                                                  "spec.serviceAccountName",
                                                  "status.hostIP",
                                                  "status.hostIPs",
                                                  "status.podIP",
                                                  "status.podIPs"};
  static const RE2 subscript(R"(metadata\.(?:labels|annotations)\['([^']+)'\])");
  if (std::ranges::find(fields, text) != fields.end()) return "";
  std::string key;
  if (!RE2::FullMatch(re2::StringPiece(text.data(), text.size()), subscript, &key)) {
    return "not a field of the downward API" + DidYouMean(text, fields);
  }
  const std::string problem = AnnotationKeyProblem(key);
  return problem.empty() ? "" : "not a field of the downward API: " + key + " is " + problem;
}

std::string CapabilityProblem(std::string_view text) {
  if (text == "ALL") return "too much: name the capabilities one by one";
  const auto& known = Capabilities();
  if (std::ranges::find(known, text) != known.end()) return "";
  return "not a capability" + NearestCapability(text);
}

}  // namespace tenure
