package node

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Reboot does to the node what a loss of power does: every process is gone at once, and so is all
// that was in memory. Then everything starts again.
func (n Node) Reboot(ctx context.Context) error {
	if err := n.kill(func(process nodeProcess) bool { return true }); err != nil {
		return err
	}
	if err := n.forgetWhatWasInMemory(); err != nil {
		return err
	}
	if err := n.startContainerd(ctx); err != nil {
		return err
	}
	return n.Join(ctx)
}

// RestartKubelet starts the kubelet anew, with more in its configuration. Pods run on.
func (n Node) RestartKubelet(ctx context.Context, settings ...Setting) error {
	if err := n.kill(func(process nodeProcess) bool { return process.program == n.Kubelet }); err != nil {
		return err
	}
	return n.Join(ctx, settings...)
}

// nodeProcess is one of the node's: the kubelet, the runtime, or a pod's.
type nodeProcess struct {
	pid     int
	program string // as this machine names it; of a pod's, as the container does
}

// kill ends the node's processes that are chosen, and returns when they are gone.
func (n Node) kill(chosen func(nodeProcess) bool) error {
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		left := slices.DeleteFunc(n.processes(), func(process nodeProcess) bool { return !chosen(process) })
		if len(left) == 0 {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("processes of the node do not end: %v", left)
		}
		for _, process := range left {
			syscall.Kill(process.pid, syscall.SIGKILL) // it may have ended by itself
		}
	}
}

func (n Node) processes() []nodeProcess {
	entries, _ := filepath.Glob("/proc/[0-9]*")
	var found []nodeProcess
	for _, entry := range entries {
		program, err := os.Readlink(entry + "/exe")
		if err != nil {
			continue // a kernel thread, or gone
		}
		cgroups, _ := os.ReadFile(entry + "/cgroup")
		ours := program == n.Kubelet || strings.HasPrefix(program, n.Runtime.Root+"/") || strings.Contains(string(cgroups), n.Cgroup+"/")
		if pid, err := strconv.Atoi(filepath.Base(entry)); ours && err == nil {
			found = append(found, nodeProcess{pid, program})
		}
	}
	return found
}

// forgetWhatWasInMemory takes away mounts, network namespaces and the runtime's state.
func (n Node) forgetWhatWasInMemory() error {
	mounts, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		return err
	}
	places := strings.Split(string(mounts), "\n")
	slices.Reverse(places) // the innermost was mounted last
	for _, line := range places {
		fields := strings.Fields(line)
		if len(fields) > 1 && n.isPodsMount(fields[1]) {
			syscall.Unmount(fields[1], syscall.MNT_DETACH) // propagation may have been faster
		}
	}
	for _, folder := range []string{"/run/containerd", "/run/netns"} {
		if err := os.RemoveAll(folder); err != nil {
			return err
		}
	}
	return nil
}

func (n Node) isPodsMount(place string) bool {
	for _, folder := range []string{"/run/containerd/", "/run/netns/", filepath.Join(n.Dir, "kubelet") + "/"} {
		if strings.HasPrefix(place, folder) {
			return true
		}
	}
	return false
}
