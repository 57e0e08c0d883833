package images

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const busyboxContainerfile = `FROM scratch
COPY rootfs /
ENV PATH=/bin
CMD ["/bin/sleep", "infinity"]
`

const tenureContainerfile = `FROM scratch
COPY rootfs /
USER 65532:65532
ENTRYPOINT ["/usr/bin/tenure"]
`

const counterContainerfile = `FROM scratch
COPY rootfs /
`

// BuildBusybox builds the Busybox image from a static busybox.
func (b Builder) BuildBusybox(ctx context.Context, busybox, archive string) error {
	return b.inContext(ctx, Busybox, archive, busyboxContainerfile, func(rootfs string) error {
		if err := copyInto(rootfs, busybox, "/bin/busybox"); err != nil {
			return err
		}
		applets, err := exec.CommandContext(ctx, busybox, "--list").Output()
		if err != nil {
			return err
		}
		for _, applet := range strings.Fields(string(applets)) {
			if applet == "busybox" {
				continue
			}
			if err := os.Symlink("busybox", filepath.Join(rootfs, "bin", applet)); err != nil {
				return err
			}
		}
		return os.MkdirAll(filepath.Join(rootfs, "tmp"), 0o777)
	})
}

// BuildTenure builds the Tenure image from the server's binary, with the content that the checkout's
// own image has.
func (b Builder) BuildTenure(ctx context.Context, checkout, binary, archive string) error {
	return b.inContext(ctx, Tenure, archive, tenureContainerfile, func(rootfs string) error {
		return fillTenure(ctx, checkout, rootfs, binary)
	})
}

func fillTenure(ctx context.Context, checkout, rootfs, binary string) error {
	fill := exec.CommandContext(ctx, filepath.Join(checkout, "images/tenure/fill"), rootfs, binary)
	if output, err := fill.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", fill, err, output)
	}
	return nil
}

// BuildCounter builds the Counter image from a static counter.
func (b Builder) BuildCounter(ctx context.Context, counter, archive string) error {
	return b.inContext(ctx, Counter, archive, counterContainerfile, func(rootfs string) error {
		return copyInto(rootfs, counter, "/counter")
	})
}

func (b Builder) inContext(ctx context.Context, name, archive, containerfile string, fill func(rootfs string) error) error {
	if err := os.MkdirAll(filepath.Dir(archive), 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "tenure-image-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "Containerfile"), []byte(containerfile), 0o644); err != nil {
		return err
	}
	rootfs := filepath.Join(dir, "rootfs")
	if err := os.Mkdir(rootfs, 0o755); err != nil {
		return err
	}
	if err := fill(rootfs); err != nil {
		return fmt.Errorf("filling image %s: %w", name, err)
	}
	return b.Build(ctx, dir, name, archive)
}

func copyInto(rootfs, source, target string) error {
	content, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	target = filepath.Join(rootfs, target)
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	return os.WriteFile(target, content, 0o755)
}
