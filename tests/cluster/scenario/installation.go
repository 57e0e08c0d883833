package scenario

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
)

// Installation is a webhook server, what was recorded of it, and its registration, which is in
// force for the namespaces that were made for it only.
type Installation struct {
	Name string

	cluster   *Cluster
	recorder  *Recorder // nil: the API server calls the servers themselves
	server    *tenure
	target    atomic.Pointer[http.Handler] // what passes requests on to the server
	front     *webhookServer
	uninstall func() // of what helm has installed, which has none of the above
}

// Setting is how an installation differs from the ordinary one.
type Setting struct {
	Policy   string                          // default: that of manifests/base
	Flags    []string                        // of tenure serve
	Front    func(http.Handler) http.Handler // stands before the server: delays, breaks
	Register func(mutating *admissionregistrationv1.MutatingWebhookConfiguration, validating *admissionregistrationv1.ValidatingWebhookConfiguration)
}

// Install starts a Tenure of this scenario's own.
func (c *Cluster) Install(t *testing.T, name string, setting Setting) *Installation {
	t.Helper()
	installation, err := c.NewInstallation(t.TempDir(), name, setting)
	if err != nil {
		t.Fatalf("installing Tenure: %v", err)
	}
	t.Cleanup(installation.Remove)
	return installation
}

// NewInstallation is for what outlives a scenario; whoever calls it calls Remove.
func (c *Cluster) NewInstallation(dir, name string, setting Setting) (*Installation, error) {
	policy := setting.Policy
	if policy == "" {
		var err error
		if policy, err = c.DefaultPolicy(); err != nil {
			return nil, err
		}
	}
	server, err := c.startTenure(dir, policy, setting.Flags...)
	if err != nil {
		return nil, err
	}
	installation := &Installation{Name: name, recorder: &Recorder{}, cluster: c, server: server}
	if err := installation.register(setting); err != nil {
		installation.Remove()
		return nil, err
	}
	return installation, nil
}

// DefaultPolicy is the one that manifests/base installs.
func (c *Cluster) DefaultPolicy() (string, error) {
	text, err := os.ReadFile(filepath.Join(c.Checkout, "manifests/base/policy.yaml"))
	return string(text), err
}

func (i *Installation) register(setting Setting) error {
	if err := i.aimAtServer(); err != nil {
		return err
	}
	var handler http.Handler = http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		(*i.target.Load()).ServeHTTP(writer, request)
	})
	if setting.Front != nil {
		handler = setting.Front(handler)
	}
	var err error
	if i.front, err = i.cluster.serveTLS(i.recorder.Wrap(handler)); err != nil {
		return err
	}
	registration, err := i.cluster.readRegistration()
	if err != nil {
		return err
	}
	registration.restrictTo(i.Name)
	registration.callURL(i.front.URL, i.front.Bundle)
	if setting.Register != nil {
		setting.Register(registration.mutating, registration.validating)
	}
	if err := i.cluster.apply(registration); err != nil {
		return fmt.Errorf("registering: %w", err)
	}
	return i.cluster.waitUntilInForce(i.Name)
}

func (i *Installation) aimAtServer() error {
	proxy, err := i.server.proxy()
	if err != nil {
		return err
	}
	i.target.Store(&proxy)
	return nil
}

// ReplacePolicy starts a server with another policy in the place of the one that runs.
func (i *Installation) ReplacePolicy(t *testing.T, policy string) {
	t.Helper()
	previous := i.server
	next, err := i.cluster.startTenure(t.TempDir(), policy)
	if err != nil {
		t.Fatalf("starting Tenure with another policy: %v", err)
	}
	i.server = next
	if err := i.aimAtServer(); err != nil {
		t.Fatal(err)
	}
	previous.stop()
}

// Remove ends the server and takes the registration back.
func (i *Installation) Remove() {
	if i.uninstall != nil {
		i.uninstall()
		return
	}
	i.cluster.unregister(i.Name)
	if i.front != nil {
		i.front.close()
	}
	i.server.stop()
}

// StopListening leaves the registration of a server that nobody reaches any more.
func (i *Installation) StopListening() { i.front.close() }

// Calls are those of the API server about a namespace, oldest first. The scenario is skipped where
// nobody stands between the API server and the servers.
func (i *Installation) Calls(t *testing.T, namespace Namespace) []Record {
	t.Helper()
	if i.recorder == nil {
		t.Skip("needs to read along: the API server calls the replicas of this installation themselves")
	}
	return i.recorder.Records(namespace.Name)
}
