package scenario

import (
	"os"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"tenure.dev/tests/cluster/controlplane"
)

// webhookClients is the ConfigMap that WithClientCA makes.
const webhookClients = "tenure-clients"

// RequireClientCertificate skips the scenario where the API server shows none to webhooks.
func (c *Cluster) RequireClientCertificate(t *testing.T) {
	t.Helper()
	if c.clients == "" {
		t.Skip("needs an API server that shows a certificate to webhooks, as the harness's own does")
	}
}

// WithClientCA has the servers ask their clients for the certificate that the API server shows. The release's namespace must be there, as WithCertificate leaves it.
func (r Release) WithClientCA(t *testing.T) Release {
	t.Helper()
	bundle, err := os.ReadFile(r.cluster.clients)
	if err != nil {
		t.Fatal(err)
	}
	clients := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: webhookClients}, Data: map[string]string{"ca.crt": string(bundle)}}
	if _, err := r.cluster.Client.CoreV1().ConfigMaps(SystemNamespace).Create(t.Context(), clients, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	return r.With("--set", "server.clientCA.configMap="+webhookClients, "--set", "server.clientCA.names={"+controlplane.WebhookClientName+"}")
}

// With has more arguments, of which the last counts.
func (r Release) With(args ...string) Release {
	r.args = append(r.args[:len(r.args):len(r.args)], args...)
	return r
}
