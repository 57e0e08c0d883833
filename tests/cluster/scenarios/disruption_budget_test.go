package scenarios

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"tenure.dev/tests/cluster/scenario"
)

func TestDisruptionBudgetDeniesEvictionsOfLongPods(t *testing.T) {
	t.Parallel()
	namespace := cluster.Namespace(t, ordinary)
	namespace.MustKubectl(t, "", "apply", "--kustomize", cluster.Checkout+"/manifests/protected-namespace")
	namespace.PretendedNode(t, "a", "32", "64Gi", nil)
	// A Job's pod: of a Job, Kubernetes cannot tell the expected scale, and a budget by percentage
	// would never be computed.
	assembly := job("assembly", 1, "sleep 3600")
	placed := corev1.Pod{Spec: assembly.Spec.Template.Spec}
	namespace.OnPretendedNodes(&placed)
	assembly.Spec.Template.Spec = placed.Spec
	namespace.CreateJob(t, assembly)
	long := firstPod(t, namespace).Name
	namespace.Create(t, cluster.Pod("short", scenario.Short, namespace.OnPretendedNodes))
	namespace.NodeOf(t, long)
	namespace.NodeOf(t, "short")

	budget := waitForSyncedBudget(t, namespace)
	expectEqual(t, "pods that may be disrupted", budget.Status.DisruptionsAllowed, 0)
	if err := evict(t, namespace, long); !apierrors.IsTooManyRequests(err) {
		t.Errorf("eviction of a long pod: %v, want 429 Too Many Requests", err)
	}
	if err := evict(t, namespace, "short"); err != nil {
		t.Errorf("eviction of a short pod: %v", err)
	}
}

func evict(t *testing.T, namespace scenario.Namespace, pod string) error {
	t.Helper()
	eviction := &policyv1.Eviction{ObjectMeta: metav1.ObjectMeta{Name: pod, Namespace: namespace.Name}}
	return cluster.Client.PolicyV1().Evictions(namespace.Name).Evict(t.Context(), eviction)
}

// waitForSyncedBudget: a budget that could not be computed denies evictions, too, but by accident.
func waitForSyncedBudget(t *testing.T, namespace scenario.Namespace) *policyv1.PodDisruptionBudget {
	t.Helper()
	var budget *policyv1.PodDisruptionBudget
	scenario.Eventually(t, "the budget counts its pods", func() (bool, string) {
		var err error
		if budget, err = cluster.Client.PolicyV1().PodDisruptionBudgets(namespace.Name).Get(t.Context(), "tenure", metav1.GetOptions{}); err != nil {
			return false, err.Error()
		}
		for _, condition := range budget.Status.Conditions {
			if condition.Type == policyv1.DisruptionAllowedCondition && condition.Reason == policyv1.InsufficientPodsReason {
				return budget.Status.ObservedGeneration == budget.Generation, condition.Reason
			}
			return false, condition.Reason + " " + condition.Message
		}
		return false, "no condition"
	})
	return budget
}
