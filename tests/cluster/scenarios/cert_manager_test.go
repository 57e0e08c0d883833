package scenarios

import (
	"testing"

	"tenure.dev/tests/cluster/scenario"
)

// Not parallel: it installs Tenure for all namespaces.
func TestCertificatesOfCertManager(t *testing.T) {
	certManager := cluster.StartCertManager(t)
	release := cluster.PrepareRelease(t, "--set", "certificate.mode=cert-manager",
		"--set", "mutate.failurePolicy=Fail", "--set", "validate.failurePolicy=Fail")
	release.Install(t, cluster.Chart())
	namespace := cluster.Namespace(t, nil)
	scenario.Eventually(t, "API servers trust what cert-manager has issued", func() (bool, string) {
		err := namespace.DryRun(t, cluster.Pod("first", scenario.Long))
		return err == nil, "no pod is admitted"
	})
	expectClass(t, namespace.Create(t, cluster.Pod("assembly", scenario.Long)), "long")

	creates := startCreating(t, namespace, createsWhileRotating)
	certManager.Renew(t, "tenure")
	release.Deployment().WaitUntilServed(t)
	certManager.Renew(t, "tenure-ca")
	certManager.Renew(t, "tenure")
	release.Deployment().WaitUntilServed(t)
	certManager.WaitUntilTrusted(t, "tenure-ca")
	release.Restart(t)
	total, failures := creates.stop()
	t.Logf("%d pods created while cert-manager renewed the certificate, the CA, and the certificate again", total)
	expectNoFailures(t, total, failures)
}
