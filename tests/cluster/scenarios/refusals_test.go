package scenarios

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

const contradiction = `
apiVersion: v1
kind: Pod
metadata:
  name: assembly
  annotations: {tenure.dev/class: long, tenure.dev/expected-runtime: 12d}
spec:
  activeDeadlineSeconds: 3600
  containers:
  - name: main
    image: busybox
    resources: {requests: {cpu: 1, memory: 64Gi}}
`

func TestRefusalAsKubectlPrintsIt(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	answer := namespace.Kubectl(t, contradiction, "apply", "--filename", "-")
	if !answer.Failed {
		t.Fatal("a pod whose deadline comes before its expected end was admitted")
	}
	for _, words := range []string{"admission webhook", "denied the request", "deadline-before-end"} {
		if !strings.Contains(answer.Said, words) {
			t.Errorf("kubectl does not say %q, but:\n%s", words, answer.Said)
		}
	}
	expectEqual(t, "number of pods stored", len(namespace.List(t)), 0)
}

func TestRefusalOfAControllersPodIsAnEventOnTheOwner(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	manifest := strings.Replace(deployment, "tenure.dev/class: long", "tenure.dev/class: lnog", 1)
	namespace.MustKubectl(t, manifest, "apply", "--filename", "-")
	scenario.Eventually(t, "an event on the ReplicaSet tells of the refusal", func() (bool, string) {
		events := namespace.MustKubectl(t, "", "get", "events", "--field-selector", "involvedObject.kind=ReplicaSet",
			"--output", "jsonpath={.items[*].message}").Output
		return strings.Contains(events, "unknown-class"), events
	})
	expectEqual(t, "number of pods stored", len(namespace.List(t)), 0)
}

func TestUpdatesAreRefusedOnlyWhereTheyUndoAProtection(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	namespace.Create(t, cluster.Pod("assembly", scenario.Long))
	namespace.Create(t, cluster.Pod("web"))

	namespace.MustKubectl(t, "", "label", "pod", "assembly", "team=genomics")
	if answer := namespace.Kubectl(t, "", "label", "pod", "web", "tenure.dev/assigned-class=long"); !answer.Failed {
		t.Error("a user may write the label by which pods are kept apart")
	}
	answer := namespace.MustKubectl(t, "", "label", "pod", "assembly", "tenure.dev/assigned-class-")
	if !strings.Contains(answer.Said, "Warning") {
		t.Errorf("taking a pod's class off is said nothing about: %s", answer.Said)
	}
	stored := namespace.Get(t, "assembly")
	expectPriority(t, stored, "tenure-long", longPriority, corev1.PreemptLowerPriority)
}
