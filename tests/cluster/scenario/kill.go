package scenario

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// KillReplica ends the server of one replica as the kernel would when memory runs out, with no
// chance to say goodbye, and returns when its container runs again.
func (c *Cluster) KillReplica(t *testing.T) {
	t.Helper()
	if !c.ownNode {
		t.Skip("the processes of this cluster's node are not within reach")
	}
	before := c.Replicas(t)[0]
	status := before.Status.ContainerStatuses[0]
	_, container, _ := strings.Cut(status.ContainerID, "://")
	pid, err := processOf(container)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatalf("killing process %d of %s: %v", pid, before.Name, err)
	}
	Eventually(t, "the killed replica is back", func() (bool, string) {
		now, err := c.Client.CoreV1().Pods(SystemNamespace).Get(t.Context(), before.Name, metav1.GetOptions{})
		if err != nil || len(now.Status.ContainerStatuses) == 0 {
			return false, fmt.Sprint(err)
		}
		again := now.Status.ContainerStatuses[0]
		return again.Ready && again.RestartCount > status.RestartCount, fmt.Sprintf("%+v", again.State)
	})
}

// Replicas are those that are ready and stay.
func (c *Cluster) Replicas(t *testing.T) []corev1.Pod {
	t.Helper()
	pods, err := c.Client.CoreV1().Pods(SystemNamespace).List(t.Context(), metav1.ListOptions{LabelSelector: replicaSelector})
	if err != nil {
		t.Fatal(err)
	}
	var running []corev1.Pod
	for _, pod := range pods.Items {
		if pod.DeletionTimestamp == nil && len(pod.Status.ContainerStatuses) == 1 && pod.Status.ContainerStatuses[0].Ready {
			running = append(running, pod)
		}
	}
	if len(running) == 0 {
		t.Fatalf("none of %d replicas runs", len(pods.Items))
	}
	return running
}

// processOf finds a container's first process, by the number that it has here: /proc is the
// machine's, and we are in the process namespace of the cluster.
func processOf(container string) (int, error) {
	folders, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return 0, err
	}
	own, err := namespaceDepth("/proc/self")
	if err != nil {
		return 0, err
	}
	for _, folder := range folders {
		groups, err := os.ReadFile(folder + "/cgroup")
		if err != nil || !strings.Contains(string(groups), container) {
			continue
		}
		if numbers := namespacePids(folder); len(numbers) > own && numbers[len(numbers)-1] == "1" {
			return strconv.Atoi(numbers[own-1])
		}
	}
	return 0, fmt.Errorf("no process of container %s", container)
}

func namespaceDepth(folder string) (int, error) {
	if depth := len(namespacePids(folder)); depth > 0 {
		return depth, nil
	}
	return 0, fmt.Errorf("%s/status has no NSpid", folder)
}

// namespacePids are a process's numbers, from the outermost namespace to its own.
func namespacePids(folder string) []string {
	status, err := os.ReadFile(folder + "/status")
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(status)) {
		if numbers, found := strings.CutPrefix(line, "NSpid:"); found {
			return strings.Fields(numbers)
		}
	}
	return nil
}
