#include "policies/pod/container_decoder.h"

namespace tenure {
namespace {

using Value = JsonReader::Value;

std::string_view FieldPath(JsonReader& reader, Value object, const JsonPath& at) {
  std::string_view field;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "fieldRef") field = reader.StringMember(value, path, "fieldPath");
  });
  return field;
}

EnvVar DecodeVariable(JsonReader& reader, Value object, const JsonPath& at) {
  EnvVar variable;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "name") {
      variable.name = reader.String(value, path);
    } else if (key == "value") {
      variable.value = reader.String(value, path);
    } else if (key == "valueFrom") {
      variable.has_source = true;
      variable.field_path = FieldPath(reader, value, path);
    }
  });
  return variable;
}

VolumeMount DecodeMount(JsonReader& reader, Value object, const JsonPath& at) {
  VolumeMount mount;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "name") {
      mount.volume = reader.String(value, path);
    } else if (key == "mountPath") {
      mount.path = reader.String(value, path);
    } else if (key == "subPath" || key == "subPathExpr") {
      mount.is_part = mount.is_part || !reader.String(value, path).empty();
    } else if (key == "readOnly") {
      mount.read_only = reader.Boolean(value, path);
    }
  });
  return mount;
}

void DecodeCapabilities(JsonReader& reader, Value object, const JsonPath& at,
                        SecurityContext& context) {
  context.has_capabilities = true;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "add") context.added_capabilities = reader.Strings(value, path);
  });
}

void DecodeSeccompProfile(JsonReader& reader, Value object, const JsonPath& at,
                          SecurityContext& context) {
  context.has_seccomp_profile = true;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "type") {
      context.seccomp_type = reader.String(value, path);
    } else if (key == "localhostProfile") {
      context.seccomp_localhost_profile = reader.String(value, path);
    }
  });
}

}  // namespace

std::vector<EnvVar> DecodeEnvironment(JsonReader& reader, Value array, const JsonPath& at) {
  return reader.Array(array, at, [&](Value element, const JsonPath& path) {
    return DecodeVariable(reader, element, path);
  });
}

std::vector<VolumeMount> DecodeVolumeMounts(JsonReader& reader, Value array, const JsonPath& at) {
  return reader.Array(array, at, [&](Value element, const JsonPath& path) {
    return DecodeMount(reader, element, path);
  });
}

SecurityContext DecodeSecurityContext(JsonReader& reader, Value object, const JsonPath& at) {
  SecurityContext context;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "runAsUser") {
      context.run_as_user = reader.Integer(value, path);
    } else if (key == "runAsNonRoot") {
      context.run_as_non_root = reader.Boolean(value, path);
    } else if (key == "privileged") {
      context.privileged = reader.Boolean(value, path);
    } else if (key == "capabilities") {
      DecodeCapabilities(reader, value, path, context);
    } else if (key == "seccompProfile") {
      DecodeSeccompProfile(reader, value, path, context);
    }
  });
  return context;
}

}  // namespace tenure
