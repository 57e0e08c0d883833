package scenarios

import (
	"testing"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"

	"tenure.dev/tests/cluster/scenario"
)

const (
	restarts         = 8 // one often shows nothing
	createsPerSecond = 50
)

// Not parallel: it wants the node's replicas for itself.
func TestDeploymentOfTwo(t *testing.T) {
	deployment := cluster.Deploy(t, admissionregistrationv1.Fail)
	namespace := cluster.Namespace(t, deployment.Installation())

	t.Run("protects and refuses", func(t *testing.T) {
		stored := namespace.Create(t, cluster.Pod("assembly", scenario.Long))
		expectClass(t, stored, "long")
		expectLongPriority(t, stored)
		if _, err := namespace.TryCreate(t, cluster.Pod("typo", scenario.Annotate("class", "lnog"))); err == nil {
			t.Error("a pod of an unknown class was admitted")
		}
	})
	letBothReplicasDecide(t, namespace)
	t.Run("an edit of the policy is in force on both replicas", putEditInForce)
	t.Run("an edit that nobody confirms changes nothing", leaveEditUnconfirmed)
	t.Run("a bad edit is refused", applyBadEdit)
	t.Run("no pod fails through eight rolling restarts", func(t *testing.T) {
		creates := startCreating(t, namespace, createsPerSecond)
		for range restarts {
			deployment.Restart(t)
		}
		total, failures := creates.stop()
		t.Logf("%d pods created through %d restarts", total, restarts)
		expectNoFailures(t, total, failures)
	})
}
