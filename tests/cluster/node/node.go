package node

import (
	"context"
	"fmt"
	"path/filepath"
	"syscall"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"tenure.dev/tests/cluster/controlplane"
	"tenure.dev/tests/cluster/sandbox"
	"tenure.dev/tests/cluster/toolchain"
)

const startTimeout = 2 * time.Minute

// Node keeps its state and logs below Dir.
type Node struct {
	Dir         string
	Cgroup      string // below every hierarchy
	Kubelet     string // the program
	Runtime     toolchain.Runtime
	Credentials controlplane.Credentials
	Archives    []string // OCI archives of images to have from the start
}

// PrepareRuntime hides what must be hidden and starts the container runtime. It needs no API server.
func (n Node) PrepareRuntime(ctx context.Context) error {
	if err := syscall.Sethostname([]byte(controlplane.NodeName)); err != nil {
		return err
	}
	if err := preparePrivateFiles(); err != nil {
		return err
	}
	if err := n.startContainerd(ctx); err != nil {
		return err
	}
	for _, archive := range n.Archives {
		if err := n.importImage(ctx, archive); err != nil {
			return err
		}
	}
	return nil
}

// Join starts the kubelet and returns when the API server calls the node ready.
func (n Node) Join(ctx context.Context, settings ...Setting) error {
	kubelet, err := n.startKubelet(settings)
	if err != nil {
		return err
	}
	return n.waitUntilReady(ctx, kubelet)
}

func (n Node) waitUntilReady(ctx context.Context, kubelet *sandbox.Component) error {
	client, err := controlplane.Connect(n.Credentials.AdminKubeconfig())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for {
		node, err := client.CoreV1().Nodes().Get(ctx, controlplane.NodeName, metav1.GetOptions{})
		if err == nil && isReady(node) {
			return nil
		}
		if err := kubelet.Failure(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the node is not ready after %s; see %s", startTimeout, filepath.Join(n.Dir, "logs"))
		case <-time.After(200 * time.Millisecond):
		}
	}
}

func isReady(node *corev1.Node) bool {
	for _, condition := range node.Status.Conditions {
		if condition.Type == corev1.NodeReady {
			return condition.Status == corev1.ConditionTrue
		}
	}
	return false
}
