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

// checkout is found upwards from this program, which `./dev` builds into it, or from the current
// folder, for `go run`.
func checkout() (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	current, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for _, start := range []string{filepath.Dir(self), current} {
		for dir := start; dir != "/"; dir = filepath.Dir(dir) {
			if _, err := os.Stat(filepath.Join(dir, "tests/cluster/go.mod")); err == nil {
				return dir, nil
			}
		}
	}
	return "", errors.New("this is no checkout of Tenure: no tests/cluster/go.mod in any folder above")
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
