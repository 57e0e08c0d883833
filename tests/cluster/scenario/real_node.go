package scenario

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os/exec"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"tenure.dev/tests/cluster/controlplane"
)

// RequireOwnNode skips the scenario where the real node is not the harness's own, to be drained,
// filled and rebooted.
func (c *Cluster) RequireOwnNode(t *testing.T) {
	t.Helper()
	c.RequireNode(t)
	if !c.ownNode {
		t.Skip("does things to a node that are not done to a cluster which is not the harness's own")
	}
}

// RealNode reads the real node.
func (c *Cluster) RealNode(t *testing.T) *corev1.Node {
	t.Helper()
	node, err := c.Client.CoreV1().Nodes().Get(t.Context(), controlplane.NodeName, metav1.GetOptions{})
	if err != nil {
		t.Fatalf("reading the node: %v", err)
	}
	return node
}

// OnNode runs a program where the node's programs run, as its administrator would.
func (c *Cluster) OnNode(t *testing.T, command ...string) {
	t.Helper()
	if output, err := c.onNode(t.Context(), command...); err != nil {
		t.Fatalf("%s on the node: %v\n%s", strings.Join(command, " "), err, output)
	}
}

func (c *Cluster) onNode(ctx context.Context, command ...string) ([]byte, error) {
	full := append(strings.Fields(c.enterNode), command...)
	return exec.CommandContext(ctx, full[0], full[1:]...).CombinedOutput()
}

// Drain evicts the node's pods that the selector chooses, as before maintenance, and opens the node
// again.
func (c *Cluster) Drain(t *testing.T, selector string) {
	t.Helper()
	open := func(ctx context.Context) error {
		patch := []byte(`{"spec": {"unschedulable": null}}`)
		_, err := c.Client.CoreV1().Nodes().Patch(ctx, controlplane.NodeName, types.MergePatchType, patch, metav1.PatchOptions{})
		return err
	}
	t.Cleanup(func() { open(context.Background()) })
	c.Kubectl.Must(t, "", "drain", controlplane.NodeName, "--delete-emptydir-data", "--pod-selector", selector, "--timeout=55s")
	if err := open(t.Context()); err != nil {
		t.Fatalf("uncordoning the node: %v", err)
	}
}

// EvictSoftly makes the kubelet think, until it is told otherwise, that the machine has too little
// memory left, by several gigabytes: it evicts pods and gives them time.
func (c *Cluster) EvictSoftly(t *testing.T) {
	t.Helper()
	summary, err := c.Client.CoreV1().RESTClient().Get().
		Resource("nodes").Name(controlplane.NodeName).SubResource("proxy").Suffix("stats/summary").DoRaw(t.Context())
	if err != nil {
		t.Fatalf("asking the kubelet for its memory: %v", err)
	}
	var stats struct {
		Node struct {
			Memory struct{ AvailableBytes int64 }
		}
	}
	if err := json.Unmarshal(summary, &stats); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.TellNode(t, "evict-as-usual") })
	c.TellNode(t, fmt.Sprintf("evict-softly-below %dMi", stats.Node.Memory.AvailableBytes>>20+4096))
}

// KillContainer ends every process of a pod's container at once, the way the kernel's OOM killer or
// an administrator's kill -9 does.
func (n Namespace) KillContainer(t *testing.T, pod string) {
	t.Helper()
	statuses := n.Get(t, pod).Status.ContainerStatuses
	if len(statuses) == 0 {
		t.Fatalf("pod %s has no container", pod)
	}
	id := strings.TrimPrefix(statuses[0].ContainerID, "containerd://")
	n.cluster.OnNode(t, n.cluster.ctr, "--namespace", "k8s.io", "tasks", "kill", "--signal", "SIGKILL", id)
}

// TellNode gives the node's supervisor an order, such as "reboot", and waits until it is done.
func (c *Cluster) TellNode(t *testing.T, order string) {
	t.Helper()
	connection, err := net.Dial("unix", c.nodeControl)
	if err != nil {
		t.Fatalf("telling the node to %s: %v", order, err)
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(Patience))
	if _, err := connection.Write([]byte(order + "\n")); err != nil {
		t.Fatalf("telling the node to %s: %v", order, err)
	}
	answer, err := bufio.NewReader(connection).ReadString('\n')
	if answer != "done\n" {
		t.Fatalf("the node was told to %s and said %q (%v)", order, answer, err)
	}
}
