package scenarios

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

const limitRangeWithDefaults = `
apiVersion: v1
kind: LimitRange
metadata: {name: defaults}
spec:
  limits:
  - {type: Container, default: {cpu: 500m, memory: 512Mi}, defaultRequest: {cpu: 100m, memory: 256Mi}}
`

const limitRangeWithMax = `
apiVersion: v1
kind: LimitRange
metadata: {name: ceiling}
spec:
  limits:
  - {type: Container, max: {memory: 8Gi}}
`

const quotaOnLimits = `
apiVersion: v1
kind: ResourceQuota
metadata: {name: limits}
spec: {hard: {limits.memory: 64Gi}}
`

func TestLimitRangesDefaultLimitIsLifted(t *testing.T) {
	t.Parallel()
	namespace := namespaceWith(t, limitRangeWithDefaults)
	stored := namespace.Create(t, cluster.Pod("assembly", scenario.Long, scenario.Annotate("expected-memory", "4Gi"), noResources))
	if limit, present := mainContainer(stored).Resources.Limits[corev1.ResourceMemory]; present {
		t.Errorf("the defaulted memory limit of %s is back: the second round was lost", limit.String())
	}
	expectMemoryRequest(t, stored, "6Gi")
	expectLongPriority(t, stored)
}

// A defaulted request says nothing of what the pod needs: nobody may multiply it.
func TestLimitRangesDefaultRequestIsNoExpectation(t *testing.T) {
	t.Parallel()
	namespace := namespaceWith(t, limitRangeWithDefaults)
	stored, err := namespace.TryCreate(t, cluster.Pod("assembly", scenario.Long, noResources))
	if err == nil {
		requests := mainContainer(stored).Resources.Requests
		t.Fatalf("a long pod with nothing to multiply got a request of %s", requests.Memory())
	}
	if !strings.Contains(err.Error(), "expectation-missing") {
		t.Errorf("the refusal does not name its rule: %v", err)
	}
}

// LimitRange validates that a limit is there where it has a maximum: the pod is refused by it, and
// the user reads from us why there is none.
func TestLimitRangesMaximumIsExplained(t *testing.T) {
	t.Parallel()
	namespace := namespaceWith(t, limitRangeWithMax)
	expectPromiseOrWord(t, namespace, cluster.Pod("assembly", scenario.Long, scenario.Limits("", "64Mi")))
}

func TestQuotaOnLimitsIsExplained(t *testing.T) {
	t.Parallel()
	namespace := namespaceWith(t, quotaOnLimits)
	expectPromiseOrWord(t, namespace, cluster.Pod("assembly", scenario.Long, scenario.Limits("", "64Mi")))
}

// expectPromiseOrWord: what we promise is what is stored, or the user is told by us.
func expectPromiseOrWord(t *testing.T, namespace scenario.Namespace, pod *corev1.Pod) {
	t.Helper()
	stored, err := namespace.TryCreate(t, pod)
	if err == nil {
		expectResources(t, stored, quantities{CPURequest: "150m", MemoryRequest: "96Mi"})
		return
	}
	for _, record := range ordinary.Calls(t, namespace) {
		if response := record.Review.Response; response != nil {
			for _, warning := range response.Warnings {
				if strings.Contains(warning, "limit") {
					return
				}
			}
		}
	}
	t.Errorf("refused (%v), and no warning of ours says that we took the limit off", err)
}

func TestPodSecurityLevelsTakeLongPods(t *testing.T) {
	t.Parallel()
	for _, level := range []string{"baseline", "restricted"} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			namespace := cluster.Namespace(t, ordinary, "pod-security.kubernetes.io/enforce", level)
			stored := namespace.Create(t, cluster.Pod("assembly", scenario.Long, restricted))
			expectClass(t, stored, "long")
			expectResources(t, stored, quantities{CPURequest: "150m", MemoryRequest: "96Mi"})
		})
	}
}

func namespaceWith(t *testing.T, manifest string) scenario.Namespace {
	t.Helper()
	namespace := cluster.Namespace(t, ordinary)
	namespace.MustKubectl(t, manifest, "apply", "--filename", "-")
	kind := "limitrange"
	if strings.Contains(manifest, "kind: ResourceQuota") {
		kind = "resourcequota"
	}
	// Admission reads these from a cache: wait until it does what it says.
	scenario.Eventually(t, kind+" is in force", func() (bool, string) {
		return namespace.InForce(t, kind)
	})
	return namespace
}

func noResources(pod *corev1.Pod) { pod.Spec.Containers[0].Resources = corev1.ResourceRequirements{} }

func restricted(pod *corev1.Pod) {
	yes, no := true, false
	pod.Spec.SecurityContext = &corev1.PodSecurityContext{RunAsNonRoot: &yes, SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault}}
	pod.Spec.Containers[0].SecurityContext = &corev1.SecurityContext{AllowPrivilegeEscalation: &no, Capabilities: &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}}}
}
