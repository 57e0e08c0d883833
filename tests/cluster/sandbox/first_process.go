package sandbox

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// RunFirstProcess is what the first process of the namespaces does: it makes the mounts private,
// runs this program once more with args, and collects every orphan until that ends.
func (s Sandbox) RunFirstProcess(inherit *os.File, args ...string) error {
	if err := mountPrivately(); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	supervisor := exec.Command(self, args...)
	supervisor.Stdout, supervisor.Stderr = os.Stdout, os.Stderr
	supervisor.ExtraFiles = []*os.File{inherit}
	if err := supervisor.Start(); err != nil {
		return err
	}
	inherit.Close()
	return collectUntil(supervisor.Process.Pid)
}

// mountPrivately keeps our mounts to ourselves, and shares them among the node's containers, as
// the kubelet demands.
func mountPrivately() error {
	for _, propagation := range []uintptr{syscall.MS_PRIVATE, syscall.MS_SHARED} {
		if err := syscall.Mount("", "/", "", syscall.MS_REC|propagation, ""); err != nil {
			return fmt.Errorf("making the mounts private: %w", err)
		}
	}
	if err := syscall.Mount("proc", "/proc", "proc", 0, ""); err != nil {
		return fmt.Errorf("mounting /proc: %w", err)
	}
	return nil
}

func collectUntil(supervisor int) error {
	for {
		var status syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &status, 0, nil)
		if err != nil && err != syscall.EINTR {
			return err
		}
		if pid == supervisor {
			return fmt.Errorf("the supervisor ended with status %d", status.ExitStatus())
		}
	}
}
