package scenarios

import (
	"strings"
	"testing"
	"time"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"

	"tenure.dev/tests/cluster/scenario"
)

const (
	// An overlap that a test can wait for. Servers are waited for in between, as the real week does.
	overlap = 5 * time.Second
	// Enough to notice, and few enough for the Jobs to be quick.
	createsWhileRotating = 10
)

// Not parallel: it wants the node's replicas for itself.
func TestCertificatesOfItsOwn(t *testing.T) {
	deployment := cluster.DeploySelfManaged(t, admissionregistrationv1.Fail)
	namespace := cluster.Namespace(t, deployment.Installation())

	t.Run("protects and refuses", func(t *testing.T) {
		expectClass(t, namespace.Create(t, cluster.Pod("assembly", scenario.Long)), "long")
		if _, err := namespace.TryCreate(t, cluster.Pod("typo", scenario.Annotate("class", "lnog"))); err == nil {
			t.Error("a pod of an unknown class was admitted")
		}
	})
	t.Run("the Job may touch its own objects only", func(t *testing.T) { expectNamedRights(t, deployment) })
	t.Run("no pod fails while certificate and CA are rotated", func(t *testing.T) {
		creates := startCreating(t, namespace, createsWhileRotating)
		rotateCertificate(t, deployment)
		rotateCA(t, deployment)
		loseTheSecret(t, deployment)
		total, failures := creates.stop()
		t.Logf("%d pods created through the rotations", total)
		if len(failures) > 0 {
			t.Errorf("%d of %d creates failed; the first: %v", len(failures), total, failures[0])
		}
		if total < 10*createsWhileRotating {
			t.Errorf("only %d pods were created: this shows nothing", total)
		}
	})
}

func expectNamedRights(t *testing.T, deployment scenario.SelfManaged) {
	for _, verb := range []string{"get", "create", "update", "patch"} {
		if !deployment.MayRotation(t, verb, "secrets", "tenure-tls") {
			t.Errorf("may not %s its Secret", verb)
		}
		if deployment.MayRotation(t, verb, "secrets", "another") || deployment.MayRotation(t, verb, "secrets", "") {
			t.Errorf("may %s another Secret", verb)
		}
		if deployment.MayRotation(t, verb, "mutatingwebhookconfigurations", "another") {
			t.Errorf("may %s another configuration", verb)
		}
	}
	for _, verb := range []string{"list", "watch", "delete"} {
		if deployment.MayRotation(t, verb, "secrets", "tenure-tls") {
			t.Errorf("may %s Secrets", verb)
		}
	}
}

func rotateCertificate(t *testing.T, deployment scenario.SelfManaged) {
	before := string(deployment.Secret(t).Data["tls.crt"])
	deployment.Rotate(t, "--renew")
	if string(deployment.Secret(t).Data["tls.crt"]) == before {
		t.Fatal("the certificate was not renewed")
	}
	deployment.WaitUntilServed(t)
}

func rotateCA(t *testing.T, deployment scenario.SelfManaged) {
	before := string(deployment.Secret(t).Data["ca.crt"])
	withOverlap := "--overlap=" + overlap.String()
	deployment.Rotate(t, "--new-ca", withOverlap)
	expectBundlesOf(t, deployment, 2)
	time.Sleep(overlap)
	deployment.Rotate(t, withOverlap)
	if string(deployment.Secret(t).Data["ca.crt"]) == before {
		t.Fatal("the CA was not changed")
	}
	deployment.WaitUntilServed(t)
	time.Sleep(overlap)
	deployment.Rotate(t, withOverlap)
	expectBundlesOf(t, deployment, 1)
}

// Servers still have the old certificate in memory, and new ones come.
func loseTheSecret(t *testing.T, deployment scenario.SelfManaged) {
	deployment.DeleteSecret(t)
	deployment.Rotate(t)
	expectBundlesOf(t, deployment, 2)
	deployment.WaitUntilServed(t)
	deployment.Restart(t)
}

func expectBundlesOf(t *testing.T, deployment scenario.SelfManaged, cas int) {
	t.Helper()
	for i, bundle := range deployment.Bundles(t) {
		if got := strings.Count(bundle, "BEGIN CERTIFICATE"); got != cas {
			t.Errorf("webhook %d trusts %d CAs, not %d", i, got, cas)
		}
	}
}
