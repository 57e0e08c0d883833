package scenarios

import (
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"tenure.dev/tests/cluster/scenario"
)

// A Job under tenure-wrap is interrupted in every way that gives its pod a grace period: what it
// wrote shows that it went on where it was.

func TestFiveEvictionsLoseAndRepeatNothing(t *testing.T) {
	t.Parallel()
	counting := scenario.Counting{To: 120, Megabytes: 64, Status: 7}
	job := cluster.CounterJob(counting)
	wrapped := cluster.PrepareWrapped(t, job.Name, 0)
	for attempt := range 5 {
		pod := wrapped.StartAttempt(t, job, attempt)
		wrapped.WaitCounted(t, 5)
		expectEvicted(t, wrapped, pod)
		wrapped.WaitGone(t, pod)
	}
	last := wrapped.WaitPhase(t, wrapped.StartAttempt(t, job, 5), corev1.PodFailed)
	expectEqual(t, "the program's own exit status", exitStatus(last), 7)
	expectEqual(t, "the generation that came back", wrapped.WaitEvent(t, last.Name, "restored").Generation, 5)
	wrapped.ExpectCountedOnce(t, counting)
}

func TestJobEvictedTwiceCompletesOnce(t *testing.T) {
	t.Parallel()
	counting := scenario.Counting{To: 100, Megabytes: 64}
	wrapped := cluster.RunWrapped(t, cluster.CounterJob(counting))
	var pods []string
	for range 2 {
		pod := wrapped.RunningPod(t, pods...)
		wrapped.WaitCounted(t, 5)
		expectEvicted(t, wrapped, pod)
		pods = append(pods, pod)
	}
	last := wrapped.RunningPod(t, pods...)
	job := wrapped.WaitJobComplete(t, wrapped.Name)
	expectEqual(t, "pods that succeeded", job.Status.Succeeded, 1)
	expectEqual(t, "pods that failed", job.Status.Failed, 0)
	expectEqual(t, "the last pod's exit status", exitStatus(wrapped.Get(t, last)), 0)
	wrapped.ExpectCountedOnce(t, counting)
}

func expectEvicted(t *testing.T, wrapped scenario.Wrapped, pod string) {
	t.Helper()
	if err := evict(t, wrapped.Namespace, pod); err != nil {
		t.Fatalf("evicting %s: %v", pod, err)
	}
}

func TestDeletedPodComesBack(t *testing.T) {
	t.Parallel()
	comesBackAfter(t, func(t *testing.T, wrapped scenario.Wrapped, pod string) {
		wrapped.MustKubectl(t, "", "delete", "pod", pod)
	})
}

// Not parallel: it closes the node to all pods.
func TestDrainedPodComesBack(t *testing.T) {
	comesBackAfter(t, func(t *testing.T, wrapped scenario.Wrapped, _ string) {
		cluster.Drain(t, "tenure.test/wrapped="+wrapped.Name)
	})
}

// Not parallel: it fills the node.
func TestPreemptedPodComesBack(t *testing.T) {
	cluster.RequireWrapper(t)
	most := resource.NewMilliQuantity(cluster.RealNode(t).Status.Allocatable.Cpu().MilliValue()*7/10, resource.DecimalSI).String()
	counting := scenario.Counting{To: 100, Megabytes: 64}
	job := cluster.CounterJob(counting)
	job.Spec.Template.Spec.Containers[0].Resources.Requests = scenario.Resources(most, "32Mi")
	comesBack(t, job, counting, func(t *testing.T, wrapped scenario.Wrapped, pod string) {
		wrapped.Create(t, cluster.Pod("urgent", scenario.Scheduled, scenario.Requests(most, "16Mi"), scenario.Shell("sleep 1"),
			scenario.PriorityClass("tenure-long")))
		wrapped.WaitPhase(t, "urgent", corev1.PodSucceeded)
	})
}

func TestJobSeesTheStatusOfARestoredProgram(t *testing.T) {
	t.Parallel()
	const status = 7
	counting := scenario.Counting{To: 80, Megabytes: 1, Status: status}
	job := cluster.CounterJob(counting)
	job.Spec.PodFailurePolicy.Rules = append(job.Spec.PodFailurePolicy.Rules, batchv1.PodFailurePolicyRule{
		Action: batchv1.PodFailurePolicyActionFailJob,
		OnExitCodes: &batchv1.PodFailurePolicyOnExitCodesRequirement{
			Operator: batchv1.PodFailurePolicyOnExitCodesOpIn, Values: []int32{status}}})
	wrapped := cluster.RunWrapped(t, job)
	first := wrapped.RunningPod(t)
	wrapped.WaitCounted(t, 5)
	wrapped.MustKubectl(t, "", "delete", "pod", first)
	second := wrapped.RunningPod(t, first)
	wrapped.WaitEvent(t, second, "restored")
	expectEqual(t, "the condition that the rule for status 7 made", wrapped.WaitJobFailed(t, job.Name).Reason, "PodFailurePolicy")
	expectEqual(t, "the pod's exit status", exitStatus(wrapped.Get(t, second)), status)
	wrapped.ExpectCountedOnce(t, counting)
}

func comesBackAfter(t *testing.T, interrupt func(*testing.T, scenario.Wrapped, string)) {
	t.Helper()
	counting := scenario.Counting{To: 100, Megabytes: 64}
	comesBack(t, cluster.CounterJob(counting), counting, interrupt)
}

// comesBack interrupts the Job's first pod, and expects the second to finish its work.
func comesBack(t *testing.T, job *batchv1.Job, counting scenario.Counting, interrupt func(*testing.T, scenario.Wrapped, string)) {
	t.Helper()
	wrapped := cluster.RunWrapped(t, job)
	first := wrapped.RunningPod(t)
	wrapped.WaitCounted(t, 5)
	interrupt(t, wrapped, first)
	second := wrapped.RunningPod(t, first)
	wrapped.WaitEvent(t, second, "restored")
	done := wrapped.WaitJobComplete(t, job.Name)
	expectEqual(t, "pods that failed", done.Status.Failed, 0)
	wrapped.ExpectCountedOnce(t, counting)
}

func exitStatus(pod *corev1.Pod) int32 {
	for _, status := range pod.Status.ContainerStatuses {
		if status.State.Terminated != nil {
			return status.State.Terminated.ExitCode
		}
	}
	return -1
}
