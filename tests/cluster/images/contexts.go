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

// The server's shared objects come along, so that the image holds what was built and nothing else.
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

// BuildTenure builds the Tenure image from the server's binary.
func (b Builder) BuildTenure(ctx context.Context, binary, archive string) error {
	return b.inContext(ctx, Tenure, archive, tenureContainerfile, func(rootfs string) error {
		if err := copyInto(rootfs, binary, "/usr/bin/tenure"); err != nil {
			return err
		}
		curl, err := libcurl()
		if err != nil {
			return err
		}
		for _, program := range []string{binary, curl} {
			objects, err := sharedObjects(ctx, program)
			if err != nil {
				return err
			}
			for _, object := range objects {
				if err := copyInto(rootfs, object, object); err != nil {
					return err
				}
			}
		}
		return copyInto(rootfs, curl, curl)
	})
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

// libcurl is loaded by the commands that call servers; http/libcurl.h says why.
func libcurl() (string, error) {
	found, err := filepath.Glob("/lib/*-linux-gnu/libcurl.so.4")
	if err == nil && len(found) != 1 {
		err = fmt.Errorf("want one /lib/*-linux-gnu/libcurl.so.4, there are %d: ./dev install", len(found))
	}
	if err != nil {
		return "", err
	}
	return found[0], nil
}

// sharedObjects lists the libraries, and the loader, that a program is run with.
func sharedObjects(ctx context.Context, binary string) ([]string, error) {
	output, err := exec.CommandContext(ctx, "ldd", binary).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("ldd %s: %w\n%s", binary, err, output)
	}
	var objects []string
	for line := range strings.Lines(string(output)) {
		for _, word := range strings.Fields(line) {
			if strings.HasPrefix(word, "/") {
				objects = append(objects, word)
				break
			}
		}
	}
	return objects, nil
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
