package scenario

import (
	"context"
	"fmt"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// Existing is a namespace that is not the scenario's to remove.
func (c *Cluster) Existing(name string) Namespace { return Namespace{Name: name, cluster: c} }

// LabelNamespace labels one for the time of a scenario.
func (c *Cluster) LabelNamespace(t *testing.T, name, key, value string) {
	t.Helper()
	label := func(ctx context.Context, value string) error {
		patch := fmt.Appendf(nil, `{"metadata":{"labels":{%q:%s}}}`, key, value)
		_, err := c.Client.CoreV1().Namespaces().Patch(ctx, name, types.MergePatchType, patch, metav1.PatchOptions{})
		return err
	}
	if err := label(t.Context(), fmt.Sprintf("%q", value)); err != nil {
		t.Fatalf("labelling namespace %s: %v", name, err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		label(ctx, "null")
	})
}

// CreateAndDelete is for namespaces that stay.
func (n Namespace) CreateAndDelete(t *testing.T, pod *corev1.Pod) {
	t.Helper()
	stored := n.Create(t, pod)
	now := int64(0)
	if err := n.cluster.Client.CoreV1().Pods(n.Name).Delete(t.Context(), stored.Name, metav1.DeleteOptions{GracePeriodSeconds: &now}); err != nil {
		t.Errorf("deleting pod %s: %v", stored.Name, err)
	}
}
