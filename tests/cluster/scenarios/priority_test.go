package scenarios

import (
	"testing"

	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

// annotateOnce is another webhook's harmless change: it has the API server go round a second time.
func annotateOnce(pod *corev1.Pod) string {
	if _, done := pod.Annotations["other.test/seen"]; done {
		return ""
	}
	if pod.Annotations == nil {
		return `[{"op":"add","path":"/metadata/annotations","value":{"other.test/seen":"true"}}]`
	}
	return `[{"op":"add","path":"/metadata/annotations/other.test~1seen","value":"true"}]`
}

func TestPriorityIsRightInBothRounds(t *testing.T) {
	t.Parallel()
	for name, other := range map[string]bool{"alone": false, "with another webhook after us": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			namespace := cluster.Namespace(t, ordinary)
			if other {
				namespace.OtherWebhook(t, annotateOnce)
			}
			expectLongPriority(t, namespace.Create(t, cluster.Pod("long", scenario.Long)))
			expectShortPriority(t, namespace.Create(t, cluster.Pod("short", scenario.Short)))
			expectPriority(t, namespace.Create(t, cluster.Pod("web")), "", 0, corev1.PreemptLowerPriority)
		})
	}
}

func TestPriorityOfUsersOwn(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	higher := cluster.PriorityClass(t, namespace.Name+"-higher", 2000000, false)
	lower := cluster.PriorityClass(t, namespace.Name+"-lower", 10, false)

	expectPriority(t, namespace.Create(t, cluster.Pod("higher", scenario.Long, scenario.PriorityClass(higher))), higher, 2000000, corev1.PreemptLowerPriority)
	expectLongPriority(t, namespace.Create(t, cluster.Pod("lower", scenario.Long, scenario.PriorityClass(lower))))
	expectPriority(t, namespace.Create(t, cluster.Pod("system", scenario.Long, scenario.PriorityClass("system-cluster-critical"))),
		"system-cluster-critical", 2000000000, corev1.PreemptLowerPriority)
}

// Not parallel: a global default class changes every pod of the cluster.
func TestPriorityWithAGlobalDefaultClass(t *testing.T) {
	own := cluster.Install(t, "global-default", scenario.Setting{})
	namespace := cluster.Namespace(t, own)
	name := cluster.PriorityClass(t, namespace.Name, 500, true)
	unwatched := cluster.Namespace(t, nil)
	scenario.Eventually(t, "the global default class is filled in", func() (bool, string) {
		stored := unwatched.Create(t, cluster.Pod("", generatedName))
		return stored.Spec.PriorityClassName == name, stored.Spec.PriorityClassName
	})

	namespace.OtherWebhook(t, annotateOnce)
	expectLongPriority(t, namespace.Create(t, cluster.Pod("long", scenario.Long)))
	expectPriority(t, namespace.Create(t, cluster.Pod("web")), name, 500, corev1.PreemptLowerPriority)
}

func generatedName(pod *corev1.Pod) { pod.GenerateName = "probe-" }

func TestReservedPriorityIsRefused(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	if _, err := namespace.TryCreate(t, cluster.Pod("web", scenario.PriorityClass("tenure-long"))); err == nil {
		t.Error("a pod of no class took the priority of long ones")
	}
}
