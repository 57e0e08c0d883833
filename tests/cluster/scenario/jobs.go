package scenario

import (
	"fmt"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// CreateJob stores a Job and returns it as stored.
func (n Namespace) CreateJob(t *testing.T, job *batchv1.Job) *batchv1.Job {
	t.Helper()
	stored, err := n.cluster.Client.BatchV1().Jobs(n.Name).Create(t.Context(), job, metav1.CreateOptions{})
	if err != nil {
		t.Fatalf("creating job %s: %v", job.Name, err)
	}
	return stored
}

// CreateCronJob stores a CronJob.
func (n Namespace) CreateCronJob(t *testing.T, cronJob *batchv1.CronJob) {
	t.Helper()
	if _, err := n.cluster.Client.BatchV1().CronJobs(n.Name).Create(t.Context(), cronJob, metav1.CreateOptions{}); err != nil {
		t.Fatalf("creating cronjob %s: %v", cronJob.Name, err)
	}
}

// WaitJobComplete returns the Job when it has succeeded.
func (n Namespace) WaitJobComplete(t *testing.T, name string) *batchv1.Job {
	t.Helper()
	job, _ := n.waitJobCondition(t, name, batchv1.JobComplete)
	return job
}

// WaitJobFailed returns the condition that says why the Job has failed.
func (n Namespace) WaitJobFailed(t *testing.T, name string) batchv1.JobCondition {
	t.Helper()
	_, condition := n.waitJobCondition(t, name, batchv1.JobFailed)
	return condition
}

func (n Namespace) waitJobCondition(t *testing.T, name string, wanted batchv1.JobConditionType) (job *batchv1.Job, met batchv1.JobCondition) {
	t.Helper()
	Eventually(t, "job "+name+" is "+string(wanted), func() (bool, string) {
		var err error
		job, err = n.cluster.Client.BatchV1().Jobs(n.Name).Get(t.Context(), name, metav1.GetOptions{})
		if err != nil {
			return false, err.Error()
		}
		for _, condition := range job.Status.Conditions {
			if condition.Type == wanted && condition.Status == corev1.ConditionTrue {
				met = condition
				return true, ""
			}
		}
		return false, fmt.Sprintf("%+v", job.Status)
	})
	return job, met
}
