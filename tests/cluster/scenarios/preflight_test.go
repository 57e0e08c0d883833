package scenarios

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

// Before a job has run for weeks, its pod says whether it could be saved here.

func TestPreflightNamesWhatAnOrdinaryPodLacks(t *testing.T) {
	t.Parallel()
	job := cluster.CounterJob(scenario.Counting{Megabytes: 1})
	job.Spec.Template.Spec.Containers[0].SecurityContext = &corev1.SecurityContext{
		SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault}}
	wrapped := cluster.PrepareWrapped(t, job.Name, 0)
	pod := wrapped.WaitPhase(t, wrapped.CreateAttempt(t, job, 0), corev1.PodFailed)
	expectEqual(t, "exit status", exitStatus(pod), 84)
	message := pod.Status.ContainerStatuses[0].State.Terminated.Message
	for _, missing := range []string{"SYS_ADMIN", "NET_ADMIN", "SYS_TIME", "seccomp"} {
		if !strings.Contains(message, missing) {
			t.Errorf("the termination message does not name %s: %s", missing, message)
		}
	}
}

func TestPreflightCanLetAJobRunUnprotected(t *testing.T) {
	t.Parallel()
	job := cluster.CounterJob(scenario.Counting{Megabytes: 1}, "--preflight", "unprotected")
	job.Spec.Template.Spec.Containers[0].SecurityContext = nil
	wrapped := cluster.PrepareWrapped(t, job.Name, 0)
	name := wrapped.StartAttempt(t, job, 0)
	wrapped.WaitCounted(t, 5)
	wrapped.Finish(t)
	pod := wrapped.WaitPhase(t, name, corev1.PodSucceeded)
	if warning := wrapped.WaitEvent(t, pod.Name, "unprotected").Message; !strings.Contains(warning, "WITHOUT checkpoints") {
		t.Errorf("the warning is not loud: %s", warning)
	}
	wrapped.ExpectCountedOnce(t)
}
