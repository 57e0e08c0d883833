package scenarios

import (
	"fmt"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

// holding takes so many MiB of memory at once and keeps them: dd fills its block, and sleep never
// reads it.
func holding(mebibytes int) scenario.Edit {
	return scenario.Shell(fmt.Sprintf("dd if=/dev/zero bs=%dM count=1 | sleep 3600", mebibytes))
}

// Both pods are above what they asked for, the long one by more. Together they are above what the
// node keeps free (package node), but either one alone is not. The kubelet evicts pods above their
// request first, then by priority.
const (
	longRequest  = "600Mi" // 900Mi with Tenure
	longUse      = 880
	shortRequest = "1000Mi" // 800Mi with Tenure, and a limit of 1200Mi
	shortUse     = 1170
)

func TestMemoryPressureEvictsTheShortPod(t *testing.T) {
	evicted, lives := underPressure(t, ordinary, "short", "long")
	expectEqual(t, "reason of the short pod's end", evicted.Status.Reason, "Evicted")
	expectEqual(t, "phase of the long pod", lives.Status.Phase, corev1.PodRunning)
}

func TestMemoryPressureEvictsTheLongPodWithoutTenure(t *testing.T) {
	evicted, lives := underPressure(t, nil, "long", "short")
	expectEqual(t, "reason of the long pod's end", evicted.Status.Reason, "Evicted")
	expectEqual(t, "phase of the short pod", lives.Status.Phase, corev1.PodRunning)
}

// underPressure runs a long and a short pod and returns them when the one that is to die is dead.
func underPressure(t *testing.T, installation *scenario.Installation, dies, lives string) (evicted, living *corev1.Pod) {
	t.Helper()
	cluster.RequireNodeOfKnownSize(t)
	namespace := cluster.Namespace(t, installation)
	namespace.Create(t, cluster.Pod("long", scenario.Long, scenario.Scheduled, scenario.Requests("10m", longRequest), holding(longUse)))
	namespace.WaitPhase(t, "long", corev1.PodRunning)
	namespace.Create(t, cluster.Pod("short", scenario.Short, scenario.Scheduled, scenario.Requests("10m", shortRequest), holding(shortUse)))
	evicted = namespace.WaitPhase(t, dies, corev1.PodFailed)
	return evicted, namespace.Get(t, lives)
}

func TestLongPodOutgrowsWhatWasItsLimit(t *testing.T) {
	cluster.RequireNodeOfKnownSize(t)
	grows := []scenario.Edit{scenario.Long, scenario.Scheduled, scenario.Requests("10m", "64Mi"), scenario.Limits("", "96Mi"),
		// dd ends by itself where it lives: its memory is all written by then.
		scenario.Shell("dd if=/dev/zero of=/dev/null bs=300M count=2 && sleep 1")}

	protected := cluster.Namespace(t, ordinary)
	protected.Create(t, cluster.Pod("assembly", grows...))
	protected.WaitPhase(t, "assembly", corev1.PodSucceeded)

	unprotected := cluster.Namespace(t, nil)
	unprotected.Create(t, cluster.Pod("assembly", grows...))
	killed := unprotected.WaitPhase(t, "assembly", corev1.PodFailed)
	expectEqual(t, "exit status without Tenure", killed.Status.ContainerStatuses[0].State.Terminated.ExitCode, 137)
}
