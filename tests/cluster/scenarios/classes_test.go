package scenarios

import (
	"testing"

	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

func TestLongPodGetsEveryProtection(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	stored := namespace.Create(t, cluster.Pod("assembly", scenario.Long, scenario.Requests("100m", "64Mi"), scenario.Limits("200m", "128Mi")))

	expectClass(t, stored, "long")
	expectLongPriority(t, stored)
	expectResources(t, stored, quantities{CPURequest: "150m", MemoryRequest: "96Mi"})
	expectEqual(t, "label evictable", stored.Labels["tenure.dev/evictable"], "false")
	expectEqual(t, "safe-to-evict", stored.Annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"], "false")
	expectEqual(t, "do-not-disrupt", stored.Annotations["karpenter.sh/do-not-disrupt"], "true")
	expectEqual(t, "grace period", *stored.Spec.TerminationGracePeriodSeconds, 300)
	for _, taint := range []string{corev1.TaintNodeNotReady, corev1.TaintNodeUnreachable} {
		expectEqual(t, "seconds tolerated of "+taint, tolerationSeconds(stored, taint), 3600)
	}
	expectEqual(t, "number of required node terms", len(requiredTerms(stored)), 1)
	for _, key := range []string{"karpenter.sh/capacity-type", "eks.amazonaws.com/capacityType", "cloud.google.com/gke-spot", "kubernetes.azure.com/scalesetpriority"} {
		if !requiresKey(requiredTerms(stored)[0], key) {
			t.Errorf("no requirement keeps the pod off spot nodes by %s", key)
		}
	}
	expectEqual(t, "required anti-affinity terms", len(stored.Spec.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution), 1)
}

func TestClassFromWhatUsersWrite(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	for name, expected := range map[string]struct {
		edit  scenario.Edit
		class string
	}{
		"runtime-of-weeks":   {scenario.Annotate("expected-runtime", "2w"), "long"},
		"critical":           {scenario.Annotate("critical", "true"), "long"},
		"a-tebibyte":         {scenario.Requests("1", "1Ti"), "long"},
		"runtime-of-minutes": {scenario.Annotate("expected-runtime", "10m"), "short"},
		"class-none":         {scenario.Annotate("class", "none"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			expectClass(t, namespace.Create(t, cluster.Pod(name, expected.edit)), expected.class)
		})
	}
}

func TestShortPodMakesRoom(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	stored := namespace.Create(t, cluster.Pod("align", scenario.Short, scenario.Annotate("expected-memory", "100Mi")))

	expectClass(t, stored, "short")
	expectShortPriority(t, stored)
	expectResources(t, stored, quantities{CPURequest: "100m", MemoryRequest: "80Mi", MemoryLimit: "120Mi"})
	if _, labelled := stored.Labels["tenure.dev/evictable"]; labelled {
		t.Error("a short pod is kept from being evicted")
	}
}

func TestUnclassifiedPodIsUntouched(t *testing.T) {
	t.Parallel()
	watched, unwatched := cluster.Namespace(t, ordinary), cluster.Namespace(t, nil)
	pod := cluster.Pod("web", scenario.Limits("200m", "128Mi"))
	labels, annotations, spec := withoutServerFields(watched.Create(t, pod))
	wantLabels, wantAnnotations, wantSpec := withoutServerFields(unwatched.Create(t, pod))

	expectEqual(t, "labels", labels, wantLabels)
	expectEqual(t, "annotations", annotations, wantAnnotations)
	expectEqual(t, "spec", spec, wantSpec)
}
