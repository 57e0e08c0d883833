package scenarios

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

// What a user pipes into kubectl; the image is a parameter, because a user's cluster has another.
const podTemplate = `
    metadata:
      labels: {app: work}
      annotations: {tenure.dev/class: long}
    spec:
      schedulerName: nobody
      containers:
      - name: main
        image: busybox
        command: [sleep, "3600"]
        resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
`

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: work}
spec:
  replicas: 1
  selector: {matchLabels: {app: work}}
  template:` + podTemplate

const statefulSet = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: work}
spec:
  serviceName: work
  selector: {matchLabels: {app: work}}
  template:` + podTemplate

const daemonSet = `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: work}
spec:
  selector: {matchLabels: {app: work}}
  template:` + podTemplate

func TestPodsOfControllersAreProtected(t *testing.T) {
	t.Parallel()
	for name, manifest := range map[string]string{"deployment": deployment, "statefulset": statefulSet} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			namespace := cluster.Namespace(t, ordinary)
			namespace.MustKubectl(t, manifest, "apply", "--filename", "-")
			stored := firstPod(t, namespace)
			expectClass(t, &stored, "long")
			expectLongPriority(t, &stored)
			expectResources(t, &stored, quantities{CPURequest: "150m", MemoryRequest: "96Mi"})
		})
	}
}

func TestDaemonSetPodsAreUntouched(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	node := namespace.PretendedNode(t, "a", "4", "8Gi", nil)
	namespace.MustKubectl(t, daemonSet, "apply", "--filename", "-")
	namespace.MustKubectl(t, "", "patch", "daemonset", "work", "--patch",
		`{"spec":{"template":{"spec":{"nodeSelector":{"kubernetes.io/hostname":"`+node+`"},"tolerations":[{"operator":"Exists"}]}}}}`)
	stored := firstPod(t, namespace)
	expectClass(t, &stored, "")
	expectPriority(t, &stored, "", 0, corev1.PreemptLowerPriority)
	if calls := ordinary.Calls(t, namespace); len(calls) > 0 {
		t.Errorf("the API server asked %d times about pods of a DaemonSet", len(calls))
	}
}

// Pods of DaemonSets are known by a label, which a template may have been copied with: nobody asks us
// to change such a pod, and its author is told.
func TestPodWithTheLabelOfDaemonsIsWarnedAbout(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	answer := namespace.MustKubectl(t, `
apiVersion: v1
kind: Pod
metadata:
  name: copied
  labels: {pod-template-generation: "1"}
  annotations: {tenure.dev/class: long}
spec:
  schedulerName: nobody
  containers: [{name: main, image: busybox, resources: {requests: {cpu: 100m, memory: 64Mi}}}]
`, "apply", "--filename", "-")
	expectClass(t, namespace.Get(t, "copied"), "")
	if !strings.Contains(answer.Said, "protection-undone") {
		t.Errorf("nobody says that the pod is not protected: %q", answer.Said)
	}
}

// A mirror pod of a static pod is asked about, and left as the kubelet wrote it: it would delete a
// changed one at once.
func TestMirrorPodsAreUntouched(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	stored := namespace.Create(t, cluster.Pod("static", scenario.Long, func(pod *corev1.Pod) {
		pod.Annotations[corev1.MirrorPodAnnotationKey] = "1"
		pod.Spec.NodeName = "nobody"
	}))
	expectClass(t, stored, "")
	expectPriority(t, stored, "", 0, corev1.PreemptLowerPriority)
	expectResources(t, stored, quantities{CPURequest: "100m", MemoryRequest: "64Mi"})
}

func firstPod(t *testing.T, namespace scenario.Namespace) corev1.Pod {
	t.Helper()
	var pods []corev1.Pod
	scenario.Eventually(t, "the controller has made a pod", func() (bool, string) {
		pods = namespace.List(t)
		return len(pods) > 0, "none"
	})
	return pods[0]
}
