package scenarios

import (
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"tenure.dev/tests/cluster/images"
	"tenure.dev/tests/cluster/scenario"
)

// All of it together: a user's Job that knows nothing of checkpoints but two annotations, the default
// policy, and the image that `./dev image` makes. Not parallel: long pods do not share the node.
func TestCriuStrategyOfTheDefaultPolicyBringsAnEvictedJobBack(t *testing.T) {
	cluster.RequireWrapper(t)
	policy, err := cluster.DefaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	policy = strings.Replace(policy, "{image: tenure-wrap,", "{image: "+cluster.WrapImage()+",", 1)
	own := cluster.Install(t, "criu", scenario.Setting{Policy: policy, Flags: allowed})
	namespace := cluster.Namespace(t, own, privileged...)
	wrapped := scenario.Wrapped{Namespace: namespace, Name: "assembly", Folder: namespace.Claim(t, "checkpoints", 0)}
	namespace.CreateJob(t, plainCounterJob(wrapped.Name))
	expectComesBack(t, wrapped, expectEvicted)
}

func plainCounterJob(name string) *batchv1.Job {
	template := cluster.Pod("", saved("criu"), scenario.Scheduled, scenario.Requests("100m", "96Mi"))
	template.Spec.Containers[0].Image = images.Counter
	template.Spec.Containers[0].Command = scenario.Counting{Megabytes: 64}.Command("/counter")
	return &batchv1.Job{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec:       batchv1.JobSpec{Template: corev1.PodTemplateSpec{ObjectMeta: template.ObjectMeta, Spec: template.Spec}},
	}
}
