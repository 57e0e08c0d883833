#include "policies/pod/pod_decoder.h"

#include "policies/pod/affinity_decoder.h"
#include "policies/pod/container_decoder.h"
#include "policies/pod/quantity_decoder.h"
#include "policies/pod/volume_decoder.h"

namespace tenure {
namespace {

using Value = JsonReader::Value;

ResourceList DecodeResourceList(JsonReader& reader, Value object, const JsonPath& at) {
  ResourceList list;
  list.Reserve(JsonReader::MembersOf(object));
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    list.Set(key, DecodeQuantity(reader, value, path));
  });
  return list;
}

Resources DecodeResources(JsonReader& reader, Value object, const JsonPath& at) {
  Resources resources;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "requests") {
      resources.requests = DecodeResourceList(reader, value, path);
    } else if (key == "limits") {
      resources.limits = DecodeResourceList(reader, value, path);
    }
  });
  return resources;
}

Probe DecodeProbe(JsonReader& reader, Value object, const JsonPath& at) {
  Probe probe;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "failureThreshold") {
      probe.failure_threshold = reader.Integer(value, path).value_or(probe.failure_threshold);
    } else if (key == "periodSeconds") {
      probe.period_seconds = reader.Integer(value, path).value_or(probe.period_seconds);
    }
  });
  return probe;
}

Container DecodeContainer(JsonReader& reader, Value object, const JsonPath& at) {
  Container container;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "name") {
      container.name = reader.String(value, path);
    } else if (key == "image") {
      container.image = reader.String(value, path);
    } else if (key == "imagePullPolicy") {
      container.image_pull_policy = reader.String(value, path);
    } else if (key == "restartPolicy") {
      container.restart_policy = reader.String(value, path);
    } else if (key == "command") {
      container.has_command = true;
      container.command = reader.Strings(value, path);
    } else if (key == "args") {
      container.args = reader.Strings(value, path);
    } else if (key == "env") {
      container.env = DecodeEnvironment(reader, value, path);
    } else if (key == "volumeMounts") {
      container.volume_mounts = DecodeVolumeMounts(reader, value, path);
    } else if (key == "securityContext") {
      container.security_context = DecodeSecurityContext(reader, value, path);
    } else if (key == "resources") {
      container.resources = DecodeResources(reader, value, path);
    } else if (key == "livenessProbe") {
      container.liveness_probe = DecodeProbe(reader, value, path);
    } else if (key == "startupProbe") {
      container.startup_probe = DecodeProbe(reader, value, path);
    }
  });
  return container;
}

std::vector<Container> DecodeContainers(JsonReader& reader, Value array, const JsonPath& at) {
  return reader.Array(array, at, [&](Value element, const JsonPath& path) {
    return DecodeContainer(reader, element, path);
  });
}

Toleration DecodeToleration(JsonReader& reader, Value object, const JsonPath& at) {
  Toleration toleration;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "key") {
      toleration.key = reader.String(value, path);
    } else if (key == "operator") {
      toleration.op = reader.String(value, path);
    } else if (key == "value") {
      toleration.value = reader.String(value, path);
    } else if (key == "effect") {
      toleration.effect = reader.String(value, path);
    } else if (key == "tolerationSeconds") {
      toleration.seconds = reader.Integer(value, path);
    }
  });
  return toleration;
}

OwnerReference DecodeOwner(JsonReader& reader, Value object, const JsonPath& at) {
  OwnerReference owner;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "apiVersion") {
      owner.api_version = reader.String(value, path);
    } else if (key == "kind") {
      owner.kind = reader.String(value, path);
    } else if (key == "name") {
      owner.name = reader.String(value, path);
    } else if (key == "uid") {
      owner.uid = reader.String(value, path);
    } else if (key == "controller") {
      owner.controller = reader.Boolean(value, path);
    }
  });
  return owner;
}

PodSpec DecodeSpec(JsonReader& reader, Value object, const JsonPath& at) {
  PodSpec spec;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "containers") {
      spec.containers = DecodeContainers(reader, value, path);
    } else if (key == "initContainers") {
      spec.has_init_containers = true;
      spec.init_containers = DecodeContainers(reader, value, path);
    } else if (key == "volumes") {
      spec.has_volumes = true;
      spec.volumes = reader.Array(value, path, [&](Value element, const JsonPath& place) {
        return DecodeVolume(reader, element, place);
      });
    } else if (key == "resources") {
      spec.resources = DecodeResources(reader, value, path);
    } else if (key == "nodeSelector") {
      spec.node_selector = reader.Map(value, path);
    } else if (key == "affinity") {
      spec.affinity = DecodeAffinity(reader, value, path);
    } else if (key == "tolerations") {
      spec.tolerations = reader.Array(value, path, [&](Value element, const JsonPath& place) {
        return DecodeToleration(reader, element, place);
      });
    } else if (key == "nodeName") {
      spec.node_name = reader.String(value, path);
    } else if (key == "os") {
      spec.os_name = reader.StringMember(value, path, "name");
    } else if (key == "priorityClassName") {
      spec.priority_class_name = reader.String(value, path);
    } else if (key == "priority") {
      spec.priority = reader.Integer(value, path);
    } else if (key == "preemptionPolicy") {
      spec.preemption_policy = reader.String(value, path);
    } else if (key == "restartPolicy") {
      spec.restart_policy = reader.String(value, path);
    } else if (key == "serviceAccountName") {
      spec.service_account_name = reader.String(value, path);
    } else if (key == "activeDeadlineSeconds") {
      spec.active_deadline_seconds = reader.Integer(value, path);
    } else if (key == "terminationGracePeriodSeconds") {
      spec.termination_grace_period_seconds = reader.Integer(value, path);
    } else if (key == "securityContext") {
      spec.security_context = DecodeSecurityContext(reader, value, path);
    } else if (key == "runtimeClassName") {
      spec.runtime_class_name = reader.String(value, path);
    } else if (key == "hostUsers") {
      spec.host_users = reader.Boolean(value, path);
    } else if (key == "hostPID") {
      spec.host_pid = reader.Boolean(value, path);
    } else if (key == "shareProcessNamespace") {
      spec.share_process_namespace = reader.Boolean(value, path);
    } else if (key == "restoreFrom") {
      spec.restores_checkpoint = true;
    }
  });
  return spec;
}

}  // namespace

Metadata DecodeMetadata(JsonReader& reader, JsonReader::Value object, const JsonPath& at) {
  Metadata metadata;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "name") {
      metadata.name = reader.String(value, path);
    } else if (key == "generateName") {
      metadata.generate_name = reader.String(value, path);
    } else if (key == "namespace") {
      metadata.name_space = reader.String(value, path);
    } else if (key == "labels") {
      metadata.labels = reader.Map(value, path);
    } else if (key == "annotations") {
      metadata.annotations = reader.Map(value, path);
    } else if (key == "ownerReferences") {
      metadata.owners = reader.Array(value, path, [&](Value element, const JsonPath& place) {
        return DecodeOwner(reader, element, place);
      });
    } else if (key == "deletionTimestamp") {
      metadata.being_deleted = true;
    }
  });
  return metadata;
}

Pod DecodePod(JsonReader& reader, JsonReader::Value object, const JsonPath& at) {
  Pod pod;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "metadata") {
      pod.metadata = DecodeMetadata(reader, value, path);
    } else if (key == "spec") {
      pod.spec = DecodeSpec(reader, value, path);
    }
  });
  return pod;
}

}  // namespace tenure
