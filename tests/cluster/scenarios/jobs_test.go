package scenarios

import (
	"fmt"
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"tenure.dev/tests/cluster/scenario"
)

// job runs one long pod after the other: two would not share the node.
func job(name string, completions int32, script string) *batchv1.Job {
	template := cluster.Pod("", scenario.Long, scenario.Scheduled, scenario.Shell(script), scenario.Requests("10m", "16Mi"))
	parallelism, indexed := int32(1), batchv1.IndexedCompletion
	created := &batchv1.Job{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec: batchv1.JobSpec{Parallelism: &parallelism, Completions: &completions,
			Template: corev1.PodTemplateSpec{ObjectMeta: template.ObjectMeta, Spec: template.Spec}},
	}
	if completions > 1 {
		created.Spec.CompletionMode = &indexed
	}
	return created
}

func TestJobFinishesOnTheNode(t *testing.T) {
	cluster.RequireNode(t)
	for name, completions := range map[string]int32{"plain": 1, "indexed": 2} {
		t.Run(name, func(t *testing.T) {
			namespace := cluster.Namespace(t, ordinary)
			namespace.CreateJob(t, job(name, completions, "echo done"))
			stored := namespace.WaitJobComplete(t, name)
			expectEqual(t, "succeeded", stored.Status.Succeeded, completions)
			expectEqual(t, "podReplacementPolicy", *stored.Spec.PodReplacementPolicy, batchv1.Failed)
			for _, pod := range namespace.List(t) {
				expectClass(t, &pod, "long")
				expectLongPriority(t, &pod)
			}
			expectNothingLingers(t, namespace, name)
		})
	}
}

// The policy that a finished pod was admitted under need not be the one in force when a controller
// takes its finalizer off.
func TestJobFinishesThoughThePolicyHasChanged(t *testing.T) {
	cluster.RequireNode(t)
	own := cluster.Install(t, "changed", scenario.Setting{})
	namespace := cluster.Namespace(t, own)
	namespace.CreateJob(t, job("work", 1, "sleep 3"))
	namespace.WaitPhase(t, firstPod(t, namespace).Name, corev1.PodRunning)

	policy, err := cluster.DefaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(policy, `allow: {namespaces: ["*"]}`, `allow: {namespaces: ["nowhere"]}`, 1)
	changed = strings.Replace(changed, "className: tenure-long, value: 1000000", "className: tenure-other, value: 77", 1)
	if changed == policy {
		t.Fatal("the default policy reads differently now: adapt this scenario")
	}
	own.ReplacePolicy(t, changed)

	namespace.WaitJobComplete(t, "work")
	expectNothingLingers(t, namespace, "work")
}

func TestCronJobsPodsAreProtected(t *testing.T) {
	cluster.RequireNode(t)
	namespace := cluster.Namespace(t, ordinary)
	template := job("", 1, "echo done").Spec
	namespace.CreateCronJob(t, &batchv1.CronJob{
		ObjectMeta: metav1.ObjectMeta{Name: "nightly"},
		Spec:       batchv1.CronJobSpec{Schedule: "0 0 1 1 *", JobTemplate: batchv1.JobTemplateSpec{Spec: template}},
	})
	namespace.MustKubectl(t, "", "create", "job", "now", "--from", "cronjob/nightly")
	namespace.WaitJobComplete(t, "now")
	pod := firstPod(t, namespace)
	expectClass(t, &pod, "long")
	expectNothingLingers(t, namespace, "now")
}

// expectNothingLingers deletes a job and waits for its pods to go, finalizers and all.
func expectNothingLingers(t *testing.T, namespace scenario.Namespace, job string) {
	t.Helper()
	for _, pod := range namespace.List(t) {
		scenario.Eventually(t, "the job's finalizer is off "+pod.Name, func() (bool, string) {
			finalizers := namespace.Get(t, pod.Name).Finalizers
			return len(finalizers) == 0, fmt.Sprint(finalizers)
		})
	}
	namespace.MustKubectl(t, "", "delete", "job", job, "--wait=false")
	scenario.Eventually(t, "the job's pods are gone", func() (bool, string) {
		left := namespace.List(t)
		return len(left) == 0, fmt.Sprintf("%d pods", len(left))
	})
}
