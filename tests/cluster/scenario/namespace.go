package scenario

import (
	"context"
	"crypto/rand"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Namespace is a scenario's own.
type Namespace struct {
	Name    string
	cluster *Cluster
}

var notInNames = regexp.MustCompile(`[^a-z0-9]+`)

// Namespace makes one for which the installation's webhooks are called; nil for none. Labels are
// pairs of name and value.
func (c *Cluster) Namespace(t *testing.T, installation *Installation, labels ...string) Namespace {
	t.Helper()
	name := strings.Trim(notInNames.ReplaceAllString(strings.ToLower(strings.TrimPrefix(t.Name(), "Test")), "-"), "-")
	name = fmt.Sprintf("t-%.40s-%.6s", name, strings.ToLower(rand.Text()))
	wanted := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{}}}
	for pair := labels; len(pair) >= 2; pair = pair[2:] {
		wanted.Labels[pair[0]] = pair[1]
	}
	if installation != nil {
		wanted.Labels[InstallationLabel] = installation.Name
	}
	if _, err := c.Client.CoreV1().Namespaces().Create(t.Context(), wanted, metav1.CreateOptions{}); err != nil {
		t.Fatalf("creating a namespace: %v", err)
	}
	namespace := Namespace{Name: name, cluster: c}
	t.Cleanup(namespace.remove)
	t.Cleanup(func() {
		if t.Failed() {
			namespace.explain(t, installation)
		}
	})
	namespace.waitForServiceAccount(t)
	return namespace
}

// waitForServiceAccount: until a controller has made it, no pod can be created.
func (n Namespace) waitForServiceAccount(t *testing.T) {
	t.Helper()
	Eventually(t, "the namespace's service account", func() (bool, string) {
		_, err := n.cluster.Client.CoreV1().ServiceAccounts(n.Name).Get(t.Context(), "default", metav1.GetOptions{})
		return err == nil, fmt.Sprint(err)
	})
}

// remove does not wait for pods to end by themselves: long ones have minutes for that.
func (n Namespace) remove() {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	n.cluster.Client.CoreV1().Namespaces().Delete(ctx, n.Name, metav1.DeleteOptions{})
	now := int64(0)
	n.cluster.Client.CoreV1().Pods(n.Name).DeleteCollection(ctx, metav1.DeleteOptions{GracePeriodSeconds: &now}, metav1.ListOptions{})
}

// Kubectl runs kubectl in this namespace.
func (n Namespace) Kubectl(t *testing.T, input string, args ...string) Answer {
	t.Helper()
	return n.cluster.Kubectl.Run(t, input, append([]string{"--namespace", n.Name}, args...)...)
}

// MustKubectl fails the test where kubectl fails.
func (n Namespace) MustKubectl(t *testing.T, input string, args ...string) Answer {
	t.Helper()
	return n.cluster.Kubectl.Must(t, input, append([]string{"--namespace", n.Name}, args...)...)
}
