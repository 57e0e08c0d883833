package scenario

import (
	"fmt"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Secret is that of the certificates.
func (d Deployment) Secret(t *testing.T) *corev1.Secret {
	t.Helper()
	return d.cluster.secret(t, "tenure-tls")
}

func (c *Cluster) secret(t *testing.T, name string) *corev1.Secret {
	t.Helper()
	secret, err := c.Client.CoreV1().Secrets(SystemNamespace).Get(t.Context(), name, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// WaitUntilServed returns when every replica serves the certificate of the Secret, as its metric
// says.
func (d Deployment) WaitUntilServed(t *testing.T) {
	t.Helper()
	leaf := parseCertificate(t, d.Secret(t).Data[corev1.TLSCertKey])
	want := fmt.Sprintf("tenure_certificate_expiration_timestamp_seconds %d\n", leaf.NotAfter.Unix())
	d.hurryKubelet(t)
	Eventually(t, "every replica serves the certificate of the Secret", func() (bool, string) {
		for _, pod := range d.replicas(t) {
			metrics := d.metrics(t, pod)
			if !strings.Contains(metrics, want) {
				return false, pod + " does not tell " + want
			}
		}
		return true, ""
	})
}

// hurryKubelet makes it look at the pods' volumes now: it would within a minute and a half.
func (d Deployment) hurryKubelet(t *testing.T) {
	t.Helper()
	d.cluster.Kubectl.Must(t, "", "--namespace", SystemNamespace, "annotate", "pods", "--selector", replicaSelector,
		"--overwrite", fmt.Sprintf("tenure.test/look=%d", time.Now().UnixNano()))
}

func (d Deployment) replicas(t *testing.T) (names []string) {
	t.Helper()
	pods, err := d.cluster.Client.CoreV1().Pods(SystemNamespace).List(t.Context(), metav1.ListOptions{LabelSelector: replicaSelector})
	if err != nil {
		t.Fatal(err)
	}
	for _, pod := range pods.Items {
		if pod.DeletionTimestamp == nil {
			names = append(names, pod.Name)
		}
	}
	return names
}

func (d Deployment) metrics(t *testing.T, pod string) string {
	t.Helper()
	metrics, err := d.cluster.Client.CoreV1().Pods(SystemNamespace).ProxyGet("http", pod, "8081", "/metrics", nil).DoRaw(t.Context())
	if err != nil {
		return err.Error()
	}
	return string(metrics)
}
