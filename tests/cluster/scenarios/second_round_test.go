package scenarios

import (
	"testing"

	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

// injectSidecar is what a mesh does: a container in front, another toleration.
func injectSidecar(pod *corev1.Pod) string {
	for _, container := range pod.Spec.Containers {
		if container.Name == "sidecar" {
			return ""
		}
	}
	return `[{"op":"add","path":"/spec/containers/0","value":{"name":"sidecar","image":"mesh","resources":{"requests":{"cpu":"10m","memory":"8Mi"},"limits":{"cpu":"20m","memory":"16Mi"}}}}]`
}

// Everything that has its own idea of a pod, together: whatever comes after us, a second call of
// ours finds nothing left to do.
func TestSecondRoundChangesNothing(t *testing.T) {
	t.Parallel()
	namespace := namespaceWith(t, limitRangeWithDefaults)
	namespace.OtherWebhook(t, injectSidecar)
	stored := namespace.Create(t, cluster.Pod("assembly", scenario.Long, scenario.Annotate("expected-memory", "4Gi"), zoneOrRack, ownToleration))

	expectLongPriority(t, stored)
	expectMemoryRequest(t, stored, "6Gi")
	expectEqual(t, "containers", len(stored.Spec.Containers), 2)
	sidecar := stored.Spec.Containers[0]
	expectEqual(t, "the sidecar's memory limit", sidecar.Resources.Limits.Memory().String(), "16Mi")

	terms := requiredTerms(stored)
	expectEqual(t, "required node terms", len(terms), 2)
	for _, term := range terms {
		if !requiresKey(term, "karpenter.sh/capacity-type") {
			t.Errorf("a node that satisfies %v alone would do: terms are ORed", term.MatchExpressions)
		}
		expectNoDuplicates(t, "node requirement", term.MatchExpressions, func(r corev1.NodeSelectorRequirement) string { return r.Key })
	}
	expectNoDuplicates(t, "toleration", stored.Spec.Tolerations, func(toleration corev1.Toleration) string {
		return toleration.Key + "=" + toleration.Value + ":" + string(toleration.Effect)
	})
	expectEqual(t, "preferred node terms", len(stored.Spec.Affinity.NodeAffinity.PreferredDuringSchedulingIgnoredDuringExecution), 2)
	expectEqual(t, "required anti-affinity terms", len(stored.Spec.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution), 1)
}

// Applying a stored pod's manifest once more must multiply nothing.
func TestCopyOfAStoredPodIsNotMultipliedAgain(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	first := namespace.Create(t, cluster.Pod("first", scenario.Long))
	again := cluster.Pod("second")
	again.Labels, again.Annotations = first.Labels, first.Annotations
	again.Spec.Containers[0].Resources = first.Spec.Containers[0].Resources
	second := namespace.Create(t, again)
	expectEqual(t, "resources", mainContainer(second).Resources, mainContainer(first).Resources)
}

func zoneOrRack(pod *corev1.Pod) {
	term := func(key string) corev1.NodeSelectorTerm {
		return corev1.NodeSelectorTerm{MatchExpressions: []corev1.NodeSelectorRequirement{{Key: key, Operator: corev1.NodeSelectorOpExists}}}
	}
	pod.Spec.Affinity = &corev1.Affinity{NodeAffinity: &corev1.NodeAffinity{RequiredDuringSchedulingIgnoredDuringExecution: &corev1.NodeSelector{
		NodeSelectorTerms: []corev1.NodeSelectorTerm{term("zone"), term("rack")}}}}
}

func ownToleration(pod *corev1.Pod) {
	pod.Spec.Tolerations = []corev1.Toleration{{Key: "gpu", Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoSchedule}}
}

func expectNoDuplicates[T any](t *testing.T, what string, items []T, identity func(T) string) {
	t.Helper()
	seen := map[string]bool{}
	for _, item := range items {
		if seen[identity(item)] {
			t.Errorf("%s %s is there twice", what, identity(item))
		}
		seen[identity(item)] = true
	}
}
