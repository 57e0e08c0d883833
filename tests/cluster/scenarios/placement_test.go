package scenarios

import (
	"testing"

	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

var (
	highMemory      = map[string]string{"mem-type": "highmem"}
	highMemoryTaint = corev1.Taint{Key: "mem-type", Value: "highmem", Effect: corev1.TaintEffectNoSchedule}
)

func TestTwoLongPodsNeverShareANode(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	namespace.PretendedNode(t, "a", "32", "64Gi", nil)
	namespace.PretendedNode(t, "b", "32", "64Gi", nil)
	for _, name := range []string{"first", "second", "third"} {
		namespace.Create(t, cluster.Pod(name, scenario.Long, namespace.OnPretendedNodes))
	}
	// Which of the three is left over is the scheduler's affair.
	nodes := map[string]string{}
	scenario.Eventually(t, "two are scheduled and one is not", func() (bool, string) {
		scheduled := 0
		for _, pod := range namespace.List(t) {
			if pod.Spec.NodeName == "" {
				continue
			}
			scheduled++
			if other, taken := nodes[pod.Spec.NodeName]; taken && other != pod.Name {
				t.Fatalf("%s and %s share node %s", other, pod.Name, pod.Spec.NodeName)
			}
			nodes[pod.Spec.NodeName] = pod.Name
		}
		return scheduled == 2, ""
	})
	for _, pod := range namespace.List(t) {
		if pod.Spec.NodeName == "" {
			namespace.WaitUnschedulable(t, pod.Name)
		}
	}
}

func TestLongPodsOfTwoNamespacesNeverShareANode(t *testing.T) {
	t.Parallel()
	one, other := cluster.Namespace(t, ordinary), cluster.Namespace(t, ordinary)
	one.PretendedNode(t, "a", "32", "64Gi", nil)
	one.Create(t, cluster.Pod("first", scenario.Long, one.OnPretendedNodes))
	one.NodeOf(t, "first")
	other.Create(t, cluster.Pod("second", scenario.Long, one.OnPretendedNodes))
	other.WaitUnschedulable(t, "second")
}

func TestLongPodPreemptsShortOnesAndNoLongOne(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	node := namespace.PretendedNode(t, "a", "4", "8Gi", nil)
	namespace.Create(t, cluster.Pod("short", scenario.Short, scenario.Requests("3", "1Gi"), namespace.OnPretendedNodes))
	expectEqual(t, "node of the short pod", namespace.NodeOf(t, "short"), node)

	namespace.Create(t, cluster.Pod("long", scenario.Long, scenario.Requests("2", "1Gi"), namespace.OnPretendedNodes))
	expectEqual(t, "node of the long pod", namespace.NodeOf(t, "long"), node)
	for _, pod := range namespace.List(t) {
		if pod.Name == "short" && pod.DeletionTimestamp == nil {
			t.Error("the short pod was not preempted")
		}
	}
	namespace.Create(t, cluster.Pod("longer", scenario.Long, scenario.Requests("2", "1Gi"), namespace.OnPretendedNodes))
	namespace.WaitUnschedulable(t, "longer")
	if namespace.Get(t, "long").DeletionTimestamp != nil {
		t.Error("a long pod preempted another")
	}
}

func TestHighMemoryNodesAreForWhenRegularOnesAreFull(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	regular := namespace.PretendedNode(t, "regular", "32", "64Gi", nil)
	highMemoryNode := namespace.PretendedNode(t, "highmem", "32", "512Gi", highMemory, highMemoryTaint)

	namespace.Create(t, cluster.Pod("first", scenario.Long, namespace.OnPretendedNodes))
	expectEqual(t, "node of the first", namespace.NodeOf(t, "first"), regular)
	namespace.Create(t, cluster.Pod("second", scenario.Long, namespace.OnPretendedNodes))
	expectEqual(t, "node of the second", namespace.NodeOf(t, "second"), highMemoryNode)
}

func TestSecondAttemptGoesToAHighMemoryNode(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	namespace.PretendedNode(t, "regular", "32", "64Gi", nil)
	highMemoryNode := namespace.PretendedNode(t, "highmem", "32", "512Gi", highMemory, highMemoryTaint)
	namespace.Create(t, cluster.Pod("again", scenario.Long, scenario.Annotate("attempt", "1"), namespace.OnPretendedNodes))
	expectEqual(t, "node of the second attempt", namespace.NodeOf(t, "again"), highMemoryNode)
}

func TestSpotNodesStayEmptyOfLongPods(t *testing.T) {
	t.Parallel()
	for key, value := range map[string]string{
		"karpenter.sh/capacity-type":            "spot",
		"eks.amazonaws.com/capacityType":        "SPOT",
		"cloud.google.com/gke-spot":             "true",
		"kubernetes.azure.com/scalesetpriority": "spot",
	} {
		t.Run(value+" by "+key, func(t *testing.T) {
			t.Parallel()
			namespace := cluster.Namespace(t, ordinary)
			spot := namespace.PretendedNode(t, "spot", "32", "64Gi", map[string]string{key: value})
			namespace.Create(t, cluster.Pod("long", scenario.Long, namespace.OnPretendedNodes))
			namespace.WaitUnschedulable(t, "long")
			namespace.Create(t, cluster.Pod("web", namespace.OnPretendedNodes))
			expectEqual(t, "node of a pod of no class", namespace.NodeOf(t, "web"), spot)
		})
	}
}
