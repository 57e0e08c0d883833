package scenario

import (
	"context"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"tenure.dev/tests/cluster/controlplane"
)

const (
	kwokAnnotation = "kwok.x-k8s.io/node"
	poolLabel      = "tenure.test/pool"
)

// RequireNode skips the scenario, and says why, where no real node runs.
func (c *Cluster) RequireNode(t *testing.T) {
	t.Helper()
	nodes, err := c.Client.CoreV1().Nodes().List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatalf("listing nodes: %v", err)
	}
	for _, node := range nodes.Items {
		if _, pretended := node.Annotations[kwokAnnotation]; !pretended {
			return
		}
	}
	if c.noNode != "" {
		t.Skipf("needs a real node: %s", c.noNode)
	}
	t.Skip("needs a real node, and this cluster has none")
}

// PretendedNode makes a node that KWOK keeps alive, of a scenario's own pool. Only pods that ask
// for the pool go there.
func (n Namespace) PretendedNode(t *testing.T, name, cpu, memory string, labels map[string]string, taints ...corev1.Taint) string {
	t.Helper()
	full := n.Name + "-" + name
	capacity := Resources(cpu, memory)
	capacity[corev1.ResourcePods] = resource.MustParse("110")
	node := &corev1.Node{
		ObjectMeta: metav1.ObjectMeta{Name: full, Annotations: map[string]string{kwokAnnotation: "fake"},
			Labels: map[string]string{poolLabel: n.Name, corev1.LabelHostname: full}},
		Spec:   corev1.NodeSpec{Taints: append(taints, corev1.Taint{Key: kwokAnnotation, Value: "fake", Effect: corev1.TaintEffectNoSchedule})},
		Status: corev1.NodeStatus{Capacity: capacity, Allocatable: capacity},
	}
	for key, value := range labels {
		node.Labels[key] = value
	}
	if _, err := n.cluster.Client.CoreV1().Nodes().Create(t.Context(), node, metav1.CreateOptions{}); err != nil {
		t.Fatalf("creating node %s: %v", full, err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		n.cluster.Client.CoreV1().Nodes().Delete(ctx, full, metav1.DeleteOptions{})
	})
	n.waitForNode(t, full)
	return full
}

// waitForNode: until KWOK has called it ready, the node carries a taint that keeps pods away.
func (n Namespace) waitForNode(t *testing.T, name string) {
	t.Helper()
	Eventually(t, "node "+name+" is ready", func() (bool, string) {
		node, err := n.cluster.Client.CoreV1().Nodes().Get(t.Context(), name, metav1.GetOptions{})
		if err != nil {
			return false, err.Error()
		}
		for _, taint := range node.Spec.Taints {
			if taint.Key == corev1.TaintNodeNotReady {
				return false, "tainted not-ready"
			}
		}
		return len(node.Status.Conditions) > 0, "no conditions"
	})
}

// OnPretendedNodes lets the scheduler put the pod onto the scenario's pool, and nowhere else.
func (n Namespace) OnPretendedNodes(pod *corev1.Pod) {
	Scheduled(pod)
	pod.Spec.NodeSelector = map[string]string{poolLabel: n.Name}
	pod.Spec.Tolerations = append(pod.Spec.Tolerations, corev1.Toleration{Key: kwokAnnotation, Operator: corev1.TolerationOpExists})
}

// NodeOf waits until the pod is bound.
func (n Namespace) NodeOf(t *testing.T, pod string) string {
	t.Helper()
	var node string
	Eventually(t, "pod "+pod+" is scheduled", func() (bool, string) {
		stored := n.Get(t, pod)
		node = stored.Spec.NodeName
		return node != "", conditionsOf(stored)
	})
	return node
}

// WaitUnschedulable returns when the scheduler has looked at the pod and found no node.
func (n Namespace) WaitUnschedulable(t *testing.T, pod string) {
	t.Helper()
	Eventually(t, "pod "+pod+" is found unschedulable", func() (bool, string) {
		stored := n.Get(t, pod)
		for _, condition := range stored.Status.Conditions {
			if condition.Type == corev1.PodScheduled && condition.Reason == corev1.PodReasonUnschedulable {
				return true, ""
			}
		}
		return false, "on node " + stored.Spec.NodeName
	})
}

func conditionsOf(pod *corev1.Pod) string {
	text := string(pod.Status.Phase)
	for _, condition := range pod.Status.Conditions {
		text += "; " + string(condition.Type) + "=" + string(condition.Status) + " " + condition.Message
	}
	for _, status := range pod.Status.ContainerStatuses {
		if waiting := status.State.Waiting; waiting != nil {
			text += "; " + status.Name + " waits: " + waiting.Reason + " " + waiting.Message
		}
	}
	return text
}

// WaitPhase returns the pod when it has reached a phase.
func (n Namespace) WaitPhase(t *testing.T, pod string, phase corev1.PodPhase) *corev1.Pod {
	t.Helper()
	var stored *corev1.Pod
	Eventually(t, "pod "+pod+" is "+string(phase), func() (bool, string) {
		stored = n.Get(t, pod)
		return stored.Status.Phase == phase, conditionsOf(stored)
	})
	return stored
}

// RequireNodeOfKnownSize is for scenarios that fill a node's memory. It waits for the pressure that
// an earlier one left to be over.
func (c *Cluster) RequireNodeOfKnownSize(t *testing.T) {
	t.Helper()
	c.RequireNode(t)
	if !c.ownNode {
		t.Skip("fills a node's memory: not done to a cluster that is not the harness's own")
	}
	Eventually(t, "the node has memory again", func() (bool, string) {
		node, err := c.Client.CoreV1().Nodes().Get(t.Context(), controlplane.NodeName, metav1.GetOptions{})
		if err != nil {
			return false, err.Error()
		}
		for _, taint := range node.Spec.Taints {
			if taint.Key == corev1.TaintNodeMemoryPressure {
				return false, "tainted memory-pressure"
			}
		}
		return true, ""
	})
}
