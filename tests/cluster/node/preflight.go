// Package node runs a real kubelet with a real container runtime inside the sandbox.
package node

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"tenure.dev/tests/cluster/sandbox"
)

// hiddenFolders get empty private stand-ins, because the kubelet and CNI plugins write to fixed
// places below them.
var hiddenFolders = []string{"/run", "/var/lib", "/var/log"}

// Obstacle says why this machine cannot run a node; nil where it can. usedFolders are those that
// the node's programs must see.
func Obstacle(usedFolders ...string) error {
	if os.Getuid() != 0 {
		return errors.New("a node needs root")
	}
	for _, program := range []string{"apt-get", "dpkg"} {
		if _, err := exec.LookPath(program); err != nil {
			return errors.New("the container runtime comes from Debian packages, and there is no " + program)
		}
	}
	for _, used := range usedFolders {
		for _, hidden := range hiddenFolders {
			if strings.HasPrefix(used, hidden+"/") {
				return fmt.Errorf("%s lies below %s, which the node hides", used, hidden)
			}
		}
	}
	return cgroupObstacle()
}

func cgroupObstacle() error {
	if sandbox.CgroupV2() {
		return writable("/sys/fs/cgroup/cgroup.subtree_control")
	}
	for _, controller := range []string{"cpu", "cpuset", "memory", "pids", "freezer", "devices"} {
		if err := writable("/sys/fs/cgroup/" + controller + "/cgroup.procs"); err != nil {
			return err
		}
	}
	return nil
}

func writable(file string) error {
	opened, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("control groups are not ours to make: %w", err)
	}
	return opened.Close()
}
