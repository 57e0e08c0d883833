package scenarios

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
)

const (
	longPriority  = 1000000
	shortPriority = -5
)

// expectEqual reports a difference as a person reads one.
func expectEqual[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if difference := cmp.Diff(want, got); difference != "" {
		t.Errorf("%s (-want +got):\n%s", what, difference)
	}
}

func expectClass(t *testing.T, pod *corev1.Pod, class string) {
	t.Helper()
	expectEqual(t, "label assigned-class", pod.Labels["tenure.dev/assigned-class"], class)
	if class == "" {
		return
	}
	var decision struct{ Class string }
	if err := json.Unmarshal([]byte(pod.Annotations["tenure.dev/decision"]), &decision); err != nil {
		t.Errorf("annotation decision %q: %v", pod.Annotations["tenure.dev/decision"], err)
	}
	expectEqual(t, "class in the decision", decision.Class, class)
}

// expectPriority looks at all three fields: a class without its integer counts as 0.
func expectPriority(t *testing.T, pod *corev1.Pod, class string, value int32, preemption corev1.PreemptionPolicy) {
	t.Helper()
	expectEqual(t, "priorityClassName", pod.Spec.PriorityClassName, class)
	if pod.Spec.Priority == nil {
		t.Errorf("priority is missing: the scheduler takes it for 0, want %d", value)
	} else {
		expectEqual(t, "priority", *pod.Spec.Priority, value)
	}
	if pod.Spec.PreemptionPolicy == nil {
		t.Errorf("preemptionPolicy is missing, want %s", preemption)
	} else {
		expectEqual(t, "preemptionPolicy", *pod.Spec.PreemptionPolicy, preemption)
	}
}

func expectLongPriority(t *testing.T, pod *corev1.Pod) {
	t.Helper()
	expectPriority(t, pod, "tenure-long", longPriority, corev1.PreemptLowerPriority)
}

func expectShortPriority(t *testing.T, pod *corev1.Pod) {
	t.Helper()
	expectPriority(t, pod, "tenure-short", shortPriority, corev1.PreemptNever)
}

// quantities are of the main container; empty stands for a resource without an entry.
type quantities struct{ CPURequest, MemoryRequest, CPULimit, MemoryLimit string }

func expectResources(t *testing.T, pod *corev1.Pod, want quantities) {
	t.Helper()
	resources := mainContainer(pod).Resources
	text := func(list corev1.ResourceList, name corev1.ResourceName) string {
		if quantity, present := list[name]; present {
			return quantity.String()
		}
		return ""
	}
	expectEqual(t, "resources", quantities{
		text(resources.Requests, corev1.ResourceCPU), text(resources.Requests, corev1.ResourceMemory),
		text(resources.Limits, corev1.ResourceCPU), text(resources.Limits, corev1.ResourceMemory),
	}, want)
}

func expectMemoryRequest(t *testing.T, pod *corev1.Pod, want string) {
	t.Helper()
	request := mainContainer(pod).Resources.Requests[corev1.ResourceMemory]
	expectEqual(t, "memory request", request.String(), want)
}

func mainContainer(pod *corev1.Pod) corev1.Container {
	for _, container := range pod.Spec.Containers {
		if container.Name == "main" {
			return container
		}
	}
	return corev1.Container{}
}

// tolerationSeconds finds the first toleration of a taint, which is the one that counts.
func tolerationSeconds(pod *corev1.Pod, key string) int64 {
	for _, toleration := range pod.Spec.Tolerations {
		if toleration.Key == key && toleration.TolerationSeconds != nil {
			return *toleration.TolerationSeconds
		}
	}
	return -1
}

// requiredTerms are the node selector terms that the scheduler must heed; they are ORed.
func requiredTerms(pod *corev1.Pod) []corev1.NodeSelectorTerm {
	affinity := pod.Spec.Affinity
	if affinity == nil || affinity.NodeAffinity == nil || affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution == nil {
		return nil
	}
	return affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms
}

func requiresKey(term corev1.NodeSelectorTerm, key string) bool {
	for _, expression := range term.MatchExpressions {
		if expression.Key == key {
			return true
		}
	}
	return false
}

// withoutServerFields leaves what a user wrote and admission changed.
func withoutServerFields(pod *corev1.Pod) (labels, annotations map[string]string, spec corev1.PodSpec) {
	spec = *pod.Spec.DeepCopy()
	spec.NodeName = ""
	return pod.Labels, pod.Annotations, spec
}
