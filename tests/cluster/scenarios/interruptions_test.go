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
	job := cluster.CounterJob(scenario.Counting{Megabytes: 64, Status: 7})
	wrapped := cluster.PrepareWrapped(t, job.Name, 0)
	for attempt := range 5 {
		pod := wrapped.StartAttempt(t, job, attempt)
		wrapped.WaitCounted(t, 5)
		expectEvicted(t, wrapped, pod)
		wrapped.WaitGone(t, pod)
	}
	pod := wrapped.StartAttempt(t, job, 5)
	wrapped.WaitCounted(t, 5)
	wrapped.Finish(t)
	last := wrapped.WaitPhase(t, pod, corev1.PodFailed)
	expectEqual(t, "the program's own exit status", exitStatus(last), 7)
	expectEqual(t, "the generation that came back", wrapped.WaitEvent(t, last.Name, "restored").Generation, 5)
	wrapped.ExpectCountedOnce(t)
}

func TestJobEvictedTwiceCompletesOnce(t *testing.T) {
	t.Parallel()
	wrapped := cluster.RunWrapped(t, cluster.CounterJob(scenario.Counting{Megabytes: 64}))
	var pods []string
	for range 2 {
		pod := wrapped.RunningPod(t, pods...)
		wrapped.WaitCounted(t, 5)
		expectEvicted(t, wrapped, pod)
		pods = append(pods, pod)
	}
	last := wrapped.RunningPod(t, pods...)
	job := finishJob(t, wrapped)
	expectEqual(t, "pods that succeeded", job.Status.Succeeded, 1)
	expectEqual(t, "pods that failed", job.Status.Failed, 0)
	expectEqual(t, "the last pod's exit status", exitStatus(wrapped.Get(t, last)), 0)
	wrapped.ExpectCountedOnce(t)
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
	job := cluster.CounterJob(scenario.Counting{Megabytes: 64})
	job.Spec.Template.Spec.Containers[0].Resources.Requests = scenario.Resources(most, "32Mi")
	comesBack(t, job, func(t *testing.T, wrapped scenario.Wrapped, pod string) {
		wrapped.Create(t, cluster.Pod("urgent", scenario.Scheduled, scenario.Requests(most, "16Mi"), scenario.Shell("sleep 1"),
			scenario.PriorityClass("tenure-long")))
		wrapped.WaitPhase(t, "urgent", corev1.PodSucceeded)
	})
}

func TestJobSeesTheStatusOfARestoredProgram(t *testing.T) {
	t.Parallel()
	const status = 7
	job := cluster.CounterJob(scenario.Counting{Megabytes: 1, Status: status})
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
	wrapped.Finish(t)
	expectEqual(t, "the condition that the rule for status 7 made", wrapped.WaitJobFailed(t, job.Name).Reason, "PodFailurePolicy")
	expectEqual(t, "the pod's exit status", exitStatus(wrapped.Get(t, second)), status)
	wrapped.ExpectCountedOnce(t)
}

func comesBackAfter(t *testing.T, interrupt func(*testing.T, scenario.Wrapped, string)) {
	t.Helper()
	comesBack(t, cluster.CounterJob(scenario.Counting{Megabytes: 64}), interrupt)
}

func comesBack(t *testing.T, job *batchv1.Job, interrupt func(*testing.T, scenario.Wrapped, string)) {
	t.Helper()
	expectComesBack(t, cluster.RunWrapped(t, job), interrupt)
}

// expectComesBack interrupts the Job's first pod, and expects the second to finish its work.
func expectComesBack(t *testing.T, wrapped scenario.Wrapped, interrupt func(*testing.T, scenario.Wrapped, string)) {
	t.Helper()
	first := wrapped.RunningPod(t)
	wrapped.WaitCounted(t, 5)
	interrupt(t, wrapped, first)
	second := wrapped.RunningPod(t, first)
	wrapped.WaitEvent(t, second, "restored")
	done := finishJob(t, wrapped)
	expectEqual(t, "pods that failed", done.Status.Failed, 0)
	wrapped.ExpectCountedOnce(t)
}

// finishJob lets a counter that has come back get a little further, and end.
func finishJob(t *testing.T, wrapped scenario.Wrapped) *batchv1.Job {
	t.Helper()
	wrapped.WaitCounted(t, 5)
	wrapped.Finish(t)
	return wrapped.WaitJobComplete(t, wrapped.Name)
}

func exitStatus(pod *corev1.Pod) int32 {
	for _, status := range pod.Status.ContainerStatuses {
		if status.State.Terminated != nil {
			return status.State.Terminated.ExitCode
		}
	}
	return -1
}
