package scenario

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// releaseName is what the documentation installs.
const releaseName = "tenure"

// Release is Tenure as helm installs it: registered for all namespaces, on a real node.
type Release struct {
	cluster *Cluster
	helm    Helm
	args    []string // of install and upgrade
}

// PrepareRelease makes the cluster one that has no Tenure, and returns what is going to be
// installed. Afterwards the scenarios have their priority classes again.
func (c *Cluster) PrepareRelease(t *testing.T, args ...string) Release {
	t.Helper()
	c.RequireNode(t)
	if c.Image == "" {
		t.Skip("needs TENURE_IMAGE, an image that this cluster can pull")
	}
	Deployment{cluster: c}.waitUntilRemoved(t)
	c.deletePriorityClasses(t.Context())
	release := Release{cluster: c, helm: c.Helm, args: append(c.releaseArgs(), args...)}
	t.Cleanup(func() {
		c.Helm.Finish(t, "uninstall", releaseName, "--namespace", SystemNamespace, "--ignore-not-found")
		Deployment{cluster: c}.remove()
		c.removeTestObjects()
		if err := c.InstallPriorityClasses(); err != nil {
			t.Error(err)
		}
	})
	return release
}

// WithCertificate provides the certificate, as somebody with a CA of their own would.
func (r Release) WithCertificate(t *testing.T) Release {
	t.Helper()
	bundle := filepath.Join(t.TempDir(), "ca.crt")
	if err := os.WriteFile(bundle, Deployment{cluster: r.cluster}.createCertificate(t), 0o644); err != nil {
		t.Fatal(err)
	}
	r.args = append(r.args, "--set", "certificate.mode=provided", "--set-file", "webhook.caBundle="+bundle)
	return r
}

// By has another helm do it.
func (r Release) By(helm Helm) Release {
	r.helm = helm
	return r
}

// Install and Upgrade return when the servers are ready.
func (r Release) Install(t *testing.T, chart string) {
	t.Helper()
	r.must(t, append([]string{"install", releaseName, chart, "--create-namespace"}, r.args...)...)
}

func (r Release) Upgrade(t *testing.T, chart string) {
	t.Helper()
	r.must(t, append([]string{"upgrade", releaseName, chart}, r.args...)...)
}

func (r Release) must(t *testing.T, args ...string) {
	t.Helper()
	if answer := r.helm.Run(t, args...); answer.Failed {
		t.Errorf("helm %s failed: %s\n%s", args[0], answer.Said, answer.Output)
		Deployment{cluster: r.cluster}.WaitUntilRolledOut(t) // explains what does not start
		t.FailNow()
	}
}

// Test runs `helm test`.
func (r Release) Test(t *testing.T) Answer {
	t.Helper()
	return r.helm.Run(t, "test", releaseName, "--namespace", SystemNamespace, "--timeout", "8m")
}

// Uninstall is what a user says who wants it gone.
func (r Release) Uninstall(t *testing.T) {
	t.Helper()
	r.must(t, "uninstall", releaseName, "--namespace", SystemNamespace, "--wait", "--timeout", "8m")
}

// Deployment is what the release runs.
func (r Release) Deployment() Deployment { return Deployment{cluster: r.cluster} }

// Restart replaces every replica, and returns when all are new.
func (r Release) Restart(t *testing.T) {
	t.Helper()
	Deployment{cluster: r.cluster}.Restart(t)
}

// EarlierChart packages the chart as it was when it came into the repository.
func (c *Cluster) EarlierChart(t *testing.T) string {
	t.Helper()
	git := func(args ...string) string {
		output, err := exec.Command("git", append([]string{"-C", c.Checkout}, args...)...).Output()
		if err != nil {
			t.Skipf("this checkout has no history to take an earlier chart from: %v", err)
		}
		return string(output)
	}
	added := strings.Fields(git("log", "--diff-filter=A", "--format=%H", "--", "charts/tenure/Chart.yaml"))
	if len(added) == 0 {
		t.Skip("the chart has no history here")
	}
	dir := t.TempDir()
	git("archive", "--output", dir+"/chart.tar", added[len(added)-1], "charts/tenure")
	if output, err := exec.Command("tar", "-C", dir, "-xf", dir+"/chart.tar").CombinedOutput(); err != nil {
		t.Fatalf("unpacking the earlier chart: %v\n%s", err, output)
	}
	c.Helm.Must(t, "package", dir+"/charts/tenure", "--version", "0.0.1", "--destination", dir)
	return dir + "/tenure-0.0.1.tgz"
}

// ImportImage brings an archive of `./dev image` to the node, as a registry would.
func (c *Cluster) ImportImage(t *testing.T, archive string) {
	t.Helper()
	importing := strings.Fields(os.Getenv("CLUSTER_IMPORT"))
	if len(importing) == 0 {
		t.Skip("images get to this cluster's node by its own means")
	}
	if output, err := exec.Command(importing[0], append(importing[1:], archive)...).CombinedOutput(); err != nil {
		t.Fatalf("importing %s: %v\n%s", archive, err, output)
	}
}

// Leftovers lists what has the release's label, anywhere.
func (r Release) Leftovers(t *testing.T) []string {
	t.Helper()
	kinds := r.cluster.Kubectl.Must(t, "", "api-resources", "--verbs=list", "--output=name").Output
	found := r.cluster.Kubectl.Must(t, "", "get", strings.Join(strings.Fields(kinds), ","), "--all-namespaces",
		"--selector", "app.kubernetes.io/instance="+releaseName, "--output", "name", "--ignore-not-found").Output
	secrets := r.cluster.Kubectl.Must(t, "", "--namespace", SystemNamespace, "get", "secrets", "--output", "name").Output
	return append(strings.Fields(found), strings.Fields(secrets)...)
}

// removeTestObjects: helm keeps what a `helm test` had made before one of its pods failed.
func (c *Cluster) removeTestObjects() {
	exec.Command(c.Kubectl.Program, "--kubeconfig", c.Kubectl.Kubeconfig, "delete", "pods,configmaps",
		"--namespace", "default", "--selector", "app.kubernetes.io/name=tenure-test", "--wait=false").Run()
}

func (c *Cluster) deletePriorityClasses(ctx context.Context) {
	for _, name := range []string{"tenure-long", "tenure-short"} {
		c.Client.SchedulingV1().PriorityClasses().Delete(ctx, name, metav1.DeleteOptions{})
	}
}
