package toolchain

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// runtimePackages are unpacked, never installed: the machine that runs the tests stays as it was.
var runtimePackages = []string{"containerd", "runc", "containernetworking-plugins", "busybox-static", "libseccomp2"}

// Runtime is a folder laid out like a root file system, with the container runtime in it.
type Runtime struct{ Root string }

func (r Runtime) Containerd() string { return filepath.Join(r.Root, "usr/bin/containerd") }
func (r Runtime) Ctr() string        { return filepath.Join(r.Root, "usr/bin/ctr") }
func (r Runtime) Runc() string       { return filepath.Join(r.Root, "usr/sbin/runc") }
func (r Runtime) CNI() string        { return filepath.Join(r.Root, "usr/lib/cni") }
func (r Runtime) Busybox() string    { return filepath.Join(r.Root, "bin/busybox") }

func (r Runtime) complete() bool { return isExecutable(r.Containerd()) && isExecutable(r.Busybox()) }

// Path is the search path under which containerd finds its shim and runc.
func (r Runtime) Path() string {
	return filepath.Join(r.Root, "usr/bin") + ":" + filepath.Join(r.Root, "usr/sbin")
}

// DebianRuntime downloads and unpacks the container runtime.
func (c Cache) DebianRuntime(ctx context.Context, report func(string, ...any)) (Runtime, error) {
	root := c.path("debian-root")
	runtime := Runtime{Root: root}
	if runtime.complete() {
		return runtime, nil
	}
	unlock, err := c.lock()
	if err != nil {
		return Runtime{}, err
	}
	defer unlock()
	if runtime.complete() { // another harness was first
		return runtime, nil
	}
	report("unpacking Debian's %s", strings.Join(runtimePackages, ", "))
	downloads, err := downloadDebian(ctx, c.path("debian-packages"))
	if err != nil {
		return Runtime{}, err
	}
	if err := os.RemoveAll(root + ".new"); err != nil {
		return Runtime{}, err
	}
	for _, file := range downloads {
		if output, err := exec.CommandContext(ctx, "dpkg", "-x", file, root+".new").CombinedOutput(); err != nil {
			return Runtime{}, fmt.Errorf("unpacking %s: %w\n%s", file, err, output)
		}
	}
	if err := os.RemoveAll(root); err != nil {
		return Runtime{}, err
	}
	return runtime, os.Rename(root+".new", root)
}

func downloadDebian(ctx context.Context, dir string) ([]string, error) {
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	download := func() ([]byte, error) {
		command := exec.CommandContext(ctx, "apt-get", append([]string{"download"}, runtimePackages...)...)
		command.Dir = dir
		return command.CombinedOutput()
	}
	if _, err := download(); err != nil {
		// A machine that never ran `apt-get update` knows no packages; one that ran it long ago
		// knows versions that are gone.
		if output, err := exec.CommandContext(ctx, "apt-get", "update").CombinedOutput(); err != nil {
			return nil, fmt.Errorf("apt-get update: %w\n%s", err, output)
		}
		if output, err := download(); err != nil {
			return nil, fmt.Errorf("apt-get download: %w\n%s", err, output)
		}
	}
	return filepath.Glob(filepath.Join(dir, "*.deb"))
}

// Buildah installs buildah, unless it is there. It is the one program that is installed: it reads
// its configuration and policy from fixed places.
func Buildah(ctx context.Context, report func(string, ...any)) (string, error) {
	if found, err := exec.LookPath("buildah"); err == nil {
		return found, nil
	}
	report("installing Debian's buildah")
	for _, args := range [][]string{{"update"}, {"install", "--yes", "--no-install-recommends", "buildah"}} {
		command := exec.CommandContext(ctx, "apt-get", append([]string{"-o", "DPkg::Lock::Timeout=300"}, args...)...)
		command.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if output, err := command.CombinedOutput(); err != nil {
			return "", fmt.Errorf("apt-get %s: %w\n%s", strings.Join(args, " "), err, output)
		}
	}
	return exec.LookPath("buildah")
}
