// Package sandbox runs a cluster in private namespaces: no port can clash with the machine's, no
// mount or sysctl is the machine's, and the end of one process, the namespaces' first, ends all.
package sandbox

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Sandbox is known by a folder, which holds its state and is gone when it is.
type Sandbox struct{ Dir string }

func (s Sandbox) Path(parts ...string) string {
	return filepath.Join(append([]string{s.Dir}, parts...)...)
}

// Start runs this program again as the first process of new namespaces, with args. Its standard
// output and error are appended to log. It outlives us.
func (s Sandbox) Start(log *os.File, inherit *os.File, args ...string) error {
	if err := os.MkdirAll(s.Dir, 0o755); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	first := exec.Command(self, args...)
	first.Stdout, first.Stderr = log, log
	first.ExtraFiles = []*os.File{inherit}
	first.SysProcAttr = namespaces()
	if err := first.Start(); err != nil {
		return fmt.Errorf("this machine allows no private namespaces (%w); set KUBECONFIG to use a cluster of your own", err)
	}
	defer first.Process.Release()
	return s.remember(first.Process.Pid)
}

func namespaces() *syscall.SysProcAttr {
	attributes := &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWNET | syscall.CLONE_NEWPID | syscall.CLONE_NEWUTS | syscall.CLONE_NEWIPC,
		Setsid:     true,
	}
	if os.Getuid() != 0 {
		attributes.Cloneflags |= syscall.CLONE_NEWUSER
		attributes.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		attributes.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	return attributes
}

// Enter returns the command line prefix that runs a program in the sandbox's network and process
// namespaces, and in its mount namespace where mounts is true. Without, the program sees the
// machine's own files.
func (s Sandbox) Enter(mounts bool) ([]string, error) {
	pid, running := s.Running()
	if !running {
		return nil, errors.New("the cluster is not up: run `./dev cluster up`")
	}
	prefix := []string{"nsenter", "--target", strconv.Itoa(pid), "--net", "--pid"}
	if os.Getuid() != 0 {
		prefix = append(prefix, "--user", "--preserve-credentials")
	}
	if mounts {
		prefix = append(prefix, "--mount")
	}
	return append(prefix, "--"), nil
}

// Running tells the process to which everything in the sandbox belongs.
func (s Sandbox) Running() (pid int, running bool) {
	text, err := os.ReadFile(s.Path("first-process"))
	if err != nil {
		return 0, false
	}
	var started string
	if _, err := fmt.Sscan(string(text), &pid, &started); err != nil {
		return 0, false
	}
	return pid, startTime(pid) == started
}

func (s Sandbox) remember(pid int) error {
	return os.WriteFile(s.Path("first-process"), fmt.Appendf(nil, "%d %s\n", pid, startTime(pid)), 0o644)
}

// startTime tells a process from a later one that was given the same number: field 22 of
// /proc/PID/stat, proc(5). Empty for a process that is gone or only waits to be collected.
func startTime(pid int) string {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	_, afterName, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(afterName)
	if len(fields) < 20 || fields[0] == "Z" || fields[0] == "X" {
		return ""
	}
	return fields[19]
}

// Stop ends every process of the sandbox; its mounts and network interfaces go with them. Then the
// control groups and the folder are removed.
func (s Sandbox) Stop() error {
	if pid, running := s.Running(); running {
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			return err
		}
		if !eventually(30*time.Second, func() bool { _, running := s.Running(); return !running }) {
			return fmt.Errorf("process %d of the cluster does not end", pid)
		}
	}
	if err := s.removeCgroups(); err != nil {
		return err
	}
	return os.RemoveAll(s.Dir)
}

func eventually(limit time.Duration, done func() bool) bool {
	for deadline := time.Now().Add(limit); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if done() {
			return true
		}
	}
	return done()
}
