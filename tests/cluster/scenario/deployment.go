package scenario

import (
	"context"
	"strings"
	"testing"
	"time"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/yaml"

	"tenure.dev/tests/cluster/pki"
)

// SystemNamespace is where manifests/base installs Tenure.
const SystemNamespace = "tenure-system"

// replicaSelector is of the servers' pods.
const replicaSelector = "app.kubernetes.io/name=tenure"

// Deployment is Tenure as users run it: two replicas behind a Service, on a real node.
type Deployment struct {
	Name    string // of the installation, for InstallationLabel
	cluster *Cluster
}

// Deploy installs manifests/base, with a certificate, and returns when it is in force.
func (c *Cluster) Deploy(t *testing.T, failurePolicy admissionregistrationv1.FailurePolicyType) Deployment {
	t.Helper()
	c.RequireNode(t)
	if c.Image == "" {
		t.Skip("needs TENURE_IMAGE, an image that this cluster can pull")
	}
	deployment := Deployment{Name: "deployment", cluster: c}
	deployment.waitUntilRemoved(t)
	t.Cleanup(deployment.remove)
	bundle := deployment.createCertificate(t)
	c.Kubectl.Must(t, deployment.manifests(t, "base"), "apply", "--filename", "-")
	deployment.WaitUntilRolledOut(t)
	registration, err := c.readRegistration()
	if err != nil {
		t.Fatal(err)
	}
	registration.restrictTo(deployment.Name)
	registration.trust(bundle)
	registration.failAs(failurePolicy)
	if err := c.apply(registration); err != nil {
		t.Fatalf("registering: %v", err)
	}
	if err := c.waitUntilInForce(deployment.Name); err != nil {
		t.Fatal(err)
	}
	return deployment
}

// Installation lets namespaces be made for it. It records nothing: the API server calls the pods.
func (d Deployment) Installation() *Installation {
	return &Installation{Name: d.Name, cluster: d.cluster}
}

func (d Deployment) createCertificate(t *testing.T) (bundle []byte) {
	t.Helper()
	namespace := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: SystemNamespace,
		Labels: map[string]string{InstallationLabel: d.Name}}} // for edits of the policy
	if _, err := d.cluster.Client.CoreV1().Namespaces().Create(t.Context(), namespace, metav1.CreateOptions{}); err != nil {
		t.Fatalf("creating %s: %v", SystemNamespace, err)
	}
	authority, err := pki.NewAuthority("tenure-deployment")
	if err != nil {
		t.Fatal(err)
	}
	pair, err := authority.Issue(pki.Subject{CommonName: "tenure", Hosts: []string{"tenure." + SystemNamespace + ".svc"}})
	if err != nil {
		t.Fatal(err)
	}
	secret := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "tenure-tls"}, Type: corev1.SecretTypeTLS,
		Data: map[string][]byte{corev1.TLSCertKey: pair.Certificate, corev1.TLSPrivateKeyKey: pair.Key}}
	if _, err := d.cluster.Client.CoreV1().Secrets(SystemNamespace).Create(t.Context(), secret, metav1.CreateOptions{}); err != nil {
		t.Fatalf("creating the certificate: %v", err)
	}
	return authority.Bundle()
}

// manifests is all of manifests/NAME, with the image under test, but the registration, which is this
// installation's own.
func (d Deployment) manifests(t *testing.T, name string) string {
	t.Helper()
	documents, err := d.cluster.manifests(name)
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for _, document := range documents {
		var kind metav1.TypeMeta
		if err := yaml.Unmarshal(document, &kind); err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(kind.Kind, "WebhookConfiguration") {
			kept = append(kept, strings.Replace(string(document), "image: tenure\n", "image: "+d.cluster.Image+"\n", 1))
		}
	}
	return strings.Join(kept, "\n---\n")
}

// Restart replaces every replica, and returns when all are new.
func (d Deployment) Restart(t *testing.T) {
	t.Helper()
	d.cluster.Kubectl.Must(t, "", "--namespace", SystemNamespace, "rollout", "restart", "deployment/tenure")
	d.WaitUntilRolledOut(t)
}

// WaitUntilRolledOut explains, where a replica does not start, what became of it.
func (d Deployment) WaitUntilRolledOut(t *testing.T) {
	t.Helper()
	kubectl := d.cluster.Kubectl
	for deadline := time.Now().Add(2 * Patience); time.Now().Before(deadline); {
		if !kubectl.Run(t, "", "--namespace", SystemNamespace, "rollout", "status", "deployment/tenure", "--timeout=30s").Failed {
			return
		}
	}
	described := kubectl.Run(t, "", "--namespace", SystemNamespace, "describe", "pods").Output
	logs := kubectl.Run(t, "", "--namespace", SystemNamespace, "logs", "--selector", replicaSelector, "--tail=20").Output
	t.Fatalf("the Deployment does not roll out:\n%s\n%s", described, logs)
}

// remove unregisters first: a registration without a server would be in the way of every pod.
func (d Deployment) remove() {
	d.cluster.unregister(d.Name)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	d.cluster.Client.CoreV1().Namespaces().Delete(ctx, SystemNamespace, metav1.DeleteOptions{})
}

// waitUntilRemoved is for what an earlier scenario left in the act of going.
func (d Deployment) waitUntilRemoved(t *testing.T) {
	t.Helper()
	d.cluster.RequireNoTenure(t)
	Eventually(t, SystemNamespace+" is free", func() (bool, string) {
		namespace, err := d.cluster.Client.CoreV1().Namespaces().Get(t.Context(), SystemNamespace, metav1.GetOptions{})
		if err != nil {
			return apierrors.IsNotFound(err), err.Error()
		}
		if namespace.DeletionTimestamp == nil {
			t.Fatalf("this cluster has a %s of its own, which the scenario leaves alone", SystemNamespace)
		}
		return false, "it is being deleted"
	})
}
