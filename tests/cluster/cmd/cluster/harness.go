package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"tenure.dev/tests/cluster/controlplane"
	"tenure.dev/tests/cluster/sandbox"
	"tenure.dev/tests/cluster/toolchain"
)

// harness is what every command starts from.
type harness struct {
	root    string // of the checkout
	cache   toolchain.Cache
	tools   toolchain.Tools
	sandbox sandbox.Sandbox
}

func newHarness() (harness, error) {
	root, err := checkout()
	if err != nil {
		return harness{}, err
	}
	cache, err := toolchain.OpenCache()
	if err != nil {
		return harness{}, err
	}
	tools, err := toolchain.NewTools(cache, filepath.Join(root, "tests/cluster"), os.Getenv("K8S_VERSION"), progress)
	if err != nil {
		return harness{}, err
	}
	return harness{root, cache, tools, sandbox.Sandbox{Dir: filepath.Join(root, "build/cluster/run")}}, nil
}

// checkout is found upwards from this program, which is built into it.
func checkout() (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	for dir := filepath.Dir(self); dir != "/"; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "tests/cluster/go.mod")); err == nil {
			return dir, nil
		}
	}
	return "", errors.New("build this program into the checkout: go build -C tests/cluster -o ../../build/cluster/cluster ./cmd/cluster")
}

func (h harness) credentials() controlplane.Credentials {
	return controlplane.Credentials{Dir: h.sandbox.Path("credentials")}
}

var started = time.Now()

// progress tells a person what is being waited for, with the seconds since the start.
func progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "[%5.1fs] %s\n", time.Since(started).Seconds(), fmt.Sprintf(format, args...))
}

func (h harness) kubectl(ctx context.Context, args []string) error {
	kubectl, err := h.tools.Kubernetes(ctx, "kubectl")
	if err != nil {
		return err
	}
	return h.asAdmin(ctx, append([]string{kubectl}, args...))
}

func (h harness) helm(ctx context.Context, args []string) error {
	helm, err := h.tools.Helm(ctx)
	if err != nil {
		return err
	}
	return h.asAdmin(ctx, append([]string{helm}, args...))
}
