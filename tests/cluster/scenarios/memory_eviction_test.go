package scenarios

import (
	"testing"

	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

// Not parallel: the node has less memory to give than it wants to keep, until it is told otherwise.
func TestSoftMemoryEvictionLeavesTimeForADump(t *testing.T) {
	cluster.RequireWrapper(t)
	cluster.RequireNodeOfKnownSize(t)
	wrapped := cluster.RunWrapped(t, cluster.CounterJob(scenario.Counting{Megabytes: 64}))
	first := wrapped.RunningPod(t)
	wrapped.WaitCounted(t, 5)
	cluster.EvictSoftly(t)
	evicted := wrapped.WaitPhase(t, first, corev1.PodFailed)
	cluster.TellNode(t, "evict-as-usual")
	expectEqual(t, "reason of the first pod's end", evicted.Status.Reason, "Evicted")
	second := wrapped.RunningPod(t, first)
	expectEqual(t, "the generation that came back", wrapped.WaitEvent(t, second, "restored").Generation, 1)
	done := finishJob(t, wrapped)
	expectEqual(t, "pods that failed", done.Status.Failed, 0)
	wrapped.ExpectCountedOnce(t)
}

// A neighbour that keeps to its request takes what the pods have left, and the counter is above its
// own. It gets no time: it comes back from the dump that was made before. The neighbour's request
// leaves room on the node (1930Mi) for replicas of Tenure. Not parallel: memory.
func TestHardMemoryEvictionComesBackFromTheLastDump(t *testing.T) {
	cluster.RequireWrapper(t)
	cluster.RequireNodeOfKnownSize(t)
	wrapped := cluster.RunWrapped(t, cluster.CounterJob(scenario.Counting{Megabytes: 600}, "--interval", "0"))
	first := wrapped.RunningPod(t)
	wrapped.WaitCounted(t, 5)
	wrapped.AskForDump(t)
	wrapped.WaitEvent(t, first, "dumped")
	wrapped.Create(t, cluster.Pod("neighbour", scenario.Scheduled, scenario.Requests("10m", "1500Mi"), holding(1440)))
	evicted := wrapped.WaitPhase(t, first, corev1.PodFailed)
	expectEqual(t, "reason of the first pod's end", evicted.Status.Reason, "Evicted")
	wrapped.MustKubectl(t, "", "delete", "pod", "neighbour", "--now")
	second := wrapped.RunningPod(t, first)
	wrapped.WaitEvent(t, second, "restored")
	done := finishJob(t, wrapped)
	expectEqual(t, "pods that failed", done.Status.Failed, 0)
	wrapped.ExpectCountedOnce(t)
}
