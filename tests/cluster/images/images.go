// Package images builds container images without a container engine, as OCI archives.
package images

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

const (
	// Busybox runs the scenarios' workloads, and is the pod sandbox: it sleeps by default.
	Busybox = "tenure.test/busybox:1"
	// Tenure is the webhook server under test.
	Tenure = "tenure.test/tenure:1"
	// Counter holds the counter of tests/wrapper/jobs, and nothing else.
	Counter = "tenure.test/counter:1"
)

// Builder runs buildah.
type Builder struct{ Buildah string }

// Build makes the image name from the Containerfile in contextDir and leaves it in archive.
func (b Builder) Build(ctx context.Context, contextDir, name, archive string) error {
	storage, err := os.MkdirTemp(filepath.Dir(archive), "buildah-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(storage)
	if err := b.run(ctx, storage, "build", "--isolation", "chroot", "--pull-never", "--tag", name, contextDir); err != nil {
		return err
	}
	if err := b.run(ctx, storage, "push", name, "oci-archive:"+archive+".new:"+name); err != nil {
		return err
	}
	return os.Rename(archive+".new", archive)
}

func (b Builder) run(ctx context.Context, storage string, args ...string) error {
	place := []string{"--storage-driver", "vfs", "--root", storage + "/root", "--runroot", storage + "/run"}
	command := exec.CommandContext(ctx, b.Buildah, append(place, args...)...)
	// Whatever it mounts is gone when it ends.
	command.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("buildah %s: %w\n%s", args[0], err, output)
	}
	return nil
}
