package scenarios

import (
	"bytes"
	"crypto/tls"
	"net/http"
	"strings"
	"testing"

	"tenure.dev/tests/cluster/scenario"
)

// Not parallel: it installs Tenure for all namespaces.
func TestOnlyAPIServersAreServedWhereClientsNeedACertificate(t *testing.T) {
	cluster.RequireClientCertificate(t)
	release := cluster.PrepareRelease(t, "--set", "validate.failurePolicy=Fail").WithCertificate(t).WithClientCA(t)
	release.Install(t, cluster.Chart())
	namespace := cluster.Namespace(t, nil)

	t.Run("the API server is served", func(t *testing.T) {
		expectClass(t, namespace.Create(t, cluster.Pod("assembly", scenario.Long)), "long")
	})
	t.Run("nobody without a certificate is", func(t *testing.T) {
		address := "https://" + cluster.Replicas(t)[0].Status.PodIP + ":8443/mutate"
		client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
		_, err := client.Post(address, "application/json", bytes.NewReader([]byte("{}")))
		if err == nil || !strings.Contains(err.Error(), "certificate required") {
			t.Errorf("somebody without a certificate is answered: %v", err)
		}
	})
	t.Run("an API server of another name is not", func(t *testing.T) {
		release.With("--set", "server.clientCA.names={somebody-else}").Upgrade(t, cluster.Chart())
		scenario.Eventually(t, "pods are refused, because the webhook cannot be called", func() (bool, string) {
			err := namespace.DryRun(t, cluster.Pod("later", scenario.Long))
			return err != nil && strings.Contains(err.Error(), "failed calling webhook"), "a pod was admitted"
		})
	})
}
