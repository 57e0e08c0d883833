package scenario

import (
	"context"
	"strings"
	"testing"
)

// Provide makes an object that belongs to no namespace, for the time of a scenario. One that the cluster
// has already is somebody's, and stays as it is.
func (c *Cluster) Provide(t *testing.T, manifest string) {
	t.Helper()
	created := c.Kubectl.Run(t, manifest, "create", "-f", "-")
	if strings.Contains(created.Said, "AlreadyExists") {
		return
	}
	if created.Failed {
		t.Fatalf("%s\n%s", created.Said, manifest)
	}
	t.Cleanup(func() {
		c.Kubectl.run(context.Background(), t, manifest, "delete", "--ignore-not-found", "--wait=false", "-f", "-")
	})
}
