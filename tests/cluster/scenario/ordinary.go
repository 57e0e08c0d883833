package scenario

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const ordinaryName = "ordinary"

// InstallOrdinary makes the installation that most scenarios ask: a server beside them, which is
// quick and whose every call is recorded, or, with TENURE_INSTALLED_BY=helm, what users get.
func (c *Cluster) InstallOrdinary(dir string) (*Installation, error) {
	if c.byHelm {
		return c.installOrdinaryByHelm()
	}
	if err := c.InstallPriorityClasses(); err != nil {
		return nil, err
	}
	return c.NewInstallation(dir, ordinaryName, Setting{})
}

// installOrdinaryByHelm: the chart with its defaults, two replicas on the real node, registered for
// the namespaces that are made for it, so that scenarios with servers of their own disturb nobody.
func (c *Cluster) installOrdinaryByHelm() (*Installation, error) {
	if c.noNode != "" || c.Image == "" {
		return nil, fmt.Errorf("helm installs what runs on a node, from an image: %s", c.noNode)
	}
	ctx, cancel := context.WithTimeout(context.Background(), helmPatience)
	defer cancel()
	c.deletePriorityClasses(ctx)
	installation := &Installation{Name: ordinaryName, cluster: c, uninstall: c.uninstallOrdinary}
	args := append([]string{"install", releaseName, c.Chart(), "--create-namespace"}, c.releaseArgs()...)
	answer, err := c.Helm.run(ctx, append(args, onlyFor(ordinaryName)...)...)
	if err == nil && answer.Failed {
		err = fmt.Errorf("helm install: %s", answer.Said)
	}
	if err == nil {
		err = c.waitUntilInForce(ordinaryName)
	}
	if err != nil {
		installation.Remove()
		return nil, err
	}
	return installation, nil
}

// releaseArgs are those of install and upgrade.
func (c *Cluster) releaseArgs() []string {
	repository, tag, _ := strings.Cut(c.Image, ":")
	return []string{"--namespace", SystemNamespace, "--wait", "--wait-for-jobs", "--timeout", "8m",
		"--set", "image.repository=" + repository, "--set-string", "image.tag=" + tag}
}

// onlyFor are values that register the chart's webhooks for the namespaces of an installation.
func onlyFor(installation string) []string {
	return []string{"--set", "webhook.namespaceSelector[0].key=" + InstallationLabel,
		"--set", "webhook.namespaceSelector[0].operator=In", "--set", "webhook.namespaceSelector[0].values={" + installation + "}"}
}

func (c *Cluster) uninstallOrdinary() {
	c.Helm.run(context.Background(), "uninstall", releaseName, "--namespace", SystemNamespace, "--ignore-not-found")
	Deployment{cluster: c}.remove()
}

// RequireNoTenure skips scenarios that create what exists once in a cluster, where helm has done so
// for all the others.
func (c *Cluster) RequireNoTenure(t *testing.T) {
	t.Helper()
	if c.byHelm {
		t.Skip("wants a cluster in which Tenure is not installed yet, and helm has installed it for all scenarios")
	}
}

// logged are the lines of all replicas that contain some text.
func (c *Cluster) logged(t *testing.T, text string) (lines []string) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	pods := c.Client.CoreV1().Pods(SystemNamespace)
	list, err := pods.List(ctx, metav1.ListOptions{LabelSelector: replicaSelector})
	if err != nil {
		t.Log(err)
		return nil
	}
	for _, pod := range list.Items {
		log, err := pods.GetLogs(pod.Name, &corev1.PodLogOptions{}).DoRaw(ctx)
		if err != nil {
			t.Log(err)
		}
		for line := range strings.Lines(string(log)) {
			if strings.Contains(line, text) {
				lines = append(lines, line)
			}
		}
	}
	return lines
}
