package scenarios

import (
	"encoding/json"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

const assembly = `
apiVersion: v1
kind: Pod
metadata:
  name: assembly
  annotations: {tenure.dev/class: long}
spec:
  schedulerName: nobody
  automountServiceAccountToken: false
  containers:
  - name: main
    image: busybox
    resources: {requests: {cpu: 100m, memory: 64Mi}}
`

func TestDryRunGivesTheSameAnswerAndStoresNothing(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	tried := namespace.MustKubectl(t, assembly, "apply", "--dry-run=server", "--output", "json", "--filename", "-")
	expectEqual(t, "number of pods stored", len(namespace.List(t)), 0)
	applied := namespace.MustKubectl(t, assembly, "apply", "--output", "json", "--filename", "-")

	triedLabels, triedAnnotations, triedSpec := withoutServerFields(decode(t, tried.Output))
	labels, annotations, spec := withoutServerFields(decode(t, applied.Output))
	expectEqual(t, "labels", triedLabels, labels)
	expectEqual(t, "annotations", triedAnnotations, annotations)
	expectEqual(t, "spec", triedSpec, spec)
}

func TestDiffShowsTheMutation(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	answer := namespace.Kubectl(t, assembly, "diff", "--filename", "-")
	for _, line := range []string{"priorityClassName: tenure-long", "tenure.dev/assigned-class: long"} {
		if !strings.Contains(answer.Output, line) {
			t.Errorf("kubectl diff does not show %q:\n%s%s", line, answer.Output, answer.Said)
		}
	}
}

func decode(t *testing.T, text string) *corev1.Pod {
	t.Helper()
	pod := &corev1.Pod{}
	if err := json.Unmarshal([]byte(text), pod); err != nil {
		t.Fatalf("kubectl printed no pod: %v\n%s", err, text)
	}
	return pod
}
