package scenario

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// InForce tells whether the API server's admission has taken note of the namespace's LimitRange or
// ResourceQuota, by what becomes of a pod that names no resources.
func (n Namespace) InForce(t *testing.T, kind string) (bool, string) {
	t.Helper()
	if kind == "resourcequota" {
		quotas, err := n.cluster.Client.CoreV1().ResourceQuotas(n.Name).List(t.Context(), metav1.ListOptions{})
		if err != nil || len(quotas.Items) == 0 || len(quotas.Items[0].Status.Hard) == 0 {
			return false, "its status is not computed"
		}
	}
	probe := n.cluster.Pod("probe", func(pod *corev1.Pod) { pod.Spec.Containers[0].Resources = corev1.ResourceRequirements{} })
	stored, err := n.cluster.Client.CoreV1().Pods(n.Name).Create(t.Context(), probe, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
	if err != nil {
		return true, ""
	}
	return len(stored.Spec.Containers[0].Resources.Limits) > 0, "a pod without resources stays as it is"
}
