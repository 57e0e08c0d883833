package scenario

import (
	"context"
	"os"
	"path/filepath"
	"time"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Direct is a webhook server that the API server calls itself. Nothing that would take time stands
// between them, and so nothing is recorded.
type Direct struct {
	URL    string
	Bundle []byte // what the API server is to trust
	Stop   func() (cpu time.Duration)
}

// StartDirect runs Tenure under a policy.
func (c *Cluster) StartDirect(dir, policy string) (*Direct, error) {
	server, err := c.startTenure(dir, policy, "--drain", "0s") // nobody asks any more when it ends
	if err != nil {
		return nil, err
	}
	stop := func() time.Duration {
		server.stop()
		ended := server.process.ProcessState
		return ended.UserTime() + ended.SystemTime()
	}
	bundle, err := os.ReadFile(filepath.Join(dir, "ca.crt"))
	if err != nil {
		stop()
		return nil, err
	}
	return &Direct{URL: "https://" + server.Address, Bundle: bundle, Stop: stop}, nil
}

// Register has the API server call a server as manifests/base says, about the namespaces that are
// labelled with the installation's name. edit makes it another registration; nil for none.
func (c *Cluster) Register(installation string, server *Direct,
	edit func(*admissionregistrationv1.MutatingWebhookConfiguration, *admissionregistrationv1.ValidatingWebhookConfiguration)) error {
	registration, err := c.readRegistration()
	if err != nil {
		return err
	}
	registration.restrictTo(installation)
	registration.callURL(server.URL, server.Bundle)
	if edit != nil {
		edit(registration.mutating, registration.validating)
	}
	return c.apply(registration)
}

// Unregister takes back what Register did, also where that failed halfway.
func (c *Cluster) Unregister(installation string) { c.unregister(installation) }

// LabelledNamespace makes one for which an installation's webhooks are called, and returns what
// removes it.
func (c *Cluster) LabelledNamespace(ctx context.Context, name, installation string) (remove func(), err error) {
	namespaces := c.Client.CoreV1().Namespaces()
	wanted := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{InstallationLabel: installation}}}
	if _, err := namespaces.Create(ctx, wanted, metav1.CreateOptions{}); err != nil {
		return nil, err
	}
	return func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
		defer cancel()
		namespaces.Delete(ctx, name, metav1.DeleteOptions{})
	}, nil
}
