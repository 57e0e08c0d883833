package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"tenure.dev/tests/cluster/images"
	"tenure.dev/tests/cluster/toolchain"
)

const testTimeout = "20m"

// test runs the scenarios, in the user's cluster where KUBECONFIG says so. A cluster that it
// brought up itself is gone afterwards.
func (h harness) test(ctx context.Context, patterns []string) error {
	kubectl, err := h.tools.Kubernetes(ctx, "kubectl")
	if err != nil {
		return err
	}
	helm, err := h.tools.Helm(ctx)
	if err != nil {
		return err
	}
	companions, err := h.tools.FindCompanions()
	if err != nil {
		return err
	}
	programs := []string{"KUBECTL=" + kubectl, "HELM=" + helm, "HELM4=" + companions.Helm4, "CERT_MANAGER=" + companions.CertManager}
	if os.Getenv("KUBECONFIG") != "" {
		return h.goTest(ctx, patterns, nil, programs...)
	}
	return h.inCluster(ctx, func() error {
		environment, err := h.prepareTests(ctx)
		if err != nil {
			return err
		}
		prefix, err := h.sandbox.Enter(false)
		if err != nil {
			return err
		}
		return h.goTest(ctx, patterns, prefix, append(environment, programs...)...)
	})
}

// inCluster uses the cluster that is up, or brings one up for the time of do.
func (h harness) inCluster(ctx context.Context, do func() error) error {
	if _, running := h.sandbox.Running(); running {
		return do()
	}
	if err := h.up(ctx); err != nil {
		return err
	}
	defer func() {
		progress("taking the cluster down")
		if err := h.down(); err != nil {
			progress("%v", err)
		}
	}()
	return do()
}

// goTest has the test program built here and run behind prefix, where the cluster's network is.
func (h harness) goTest(ctx context.Context, patterns, prefix []string, environment ...string) error {
	args := []string{"go", "test", "./scenarios", "-count=1", "-v", "-timeout", testTimeout}
	if len(prefix) > 0 {
		args = append(args, "-exec", strings.Join(prefix, " "))
	}
	if len(patterns) > 0 {
		args = append(args, "-run", strings.Join(patterns, "|"))
	}
	command := h.command(ctx, args)
	command.Dir = filepath.Join(h.root, "tests/cluster")
	command.Env = append(os.Environ(), environment...)
	return command.Run()
}

// prepareTests makes the server's image known to the node and tells the scenarios what they have.
func (h harness) prepareTests(ctx context.Context) ([]string, error) {
	environment, err := h.scenarioEnvironment()
	if err != nil {
		return nil, err
	}
	plan, err := readPlan(h.sandbox.Path("plan.json"))
	if err != nil {
		return nil, err
	}
	if plan.NoNode != "" {
		return append(environment, "CLUSTER_NO_NODE="+plan.NoNode), nil
	}
	if err := h.importTenure(ctx, plan.Runtime, h.tenureBinary()); err != nil {
		return nil, err
	}
	wrapper, err := h.prepareWrapper(ctx, plan.Runtime)
	if err != nil {
		return nil, err
	}
	importing, err := h.importCommand(plan.Runtime)
	environment = append(environment, "CLUSTER_OWN_NODE=yes", "TENURE_IMAGE="+images.Tenure,
		"CLUSTER_IMPORT="+strings.Join(importing, " "))
	return append(environment, wrapper...), err
}

func (h harness) scenarioEnvironment() ([]string, error) {
	binary := h.tenureBinary()
	if _, err := os.Stat(binary); err != nil {
		return nil, fmt.Errorf("%w: ./dev build makes it", err)
	}
	return []string{"KUBECONFIG=" + h.credentials().AdminKubeconfig(), "TENURE_BINARY=" + binary,
		"CLUSTER_WEBHOOK_CLIENTS=" + h.credentials().WebhookClients()}, nil
}

func (h harness) tenureBinary() string {
	if binary := os.Getenv("TENURE_BINARY"); binary != "" {
		return binary
	}
	return filepath.Join(h.root, "build/release/tenure")
}

func (h harness) importTenure(ctx context.Context, runtime toolchain.Runtime, binary string) error {
	buildah, err := toolchain.Buildah(ctx, progress)
	if err != nil {
		return err
	}
	archive := h.sandbox.Path("images", "tenure.tar")
	progress("building the image of %s", binary)
	if err := (images.Builder{Buildah: buildah}).BuildTenure(ctx, h.root, binary, archive); err != nil {
		return err
	}
	return h.importImage(ctx, runtime, archive)
}

func (h harness) importImage(ctx context.Context, runtime toolchain.Runtime, archive string) error {
	importing, err := h.importCommand(runtime)
	if err != nil {
		return err
	}
	importing = append(importing, archive)
	if output, err := exec.CommandContext(ctx, importing[0], importing[1:]...).CombinedOutput(); err != nil {
		return fmt.Errorf("importing %s: %w\n%s", archive, err, output)
	}
	return nil
}

// importCommand lacks the archive that is to be imported into the node.
func (h harness) importCommand(runtime toolchain.Runtime) ([]string, error) {
	prefix, err := h.sandbox.Enter(true)
	return append(prefix, runtime.Ctr(), "--namespace", "k8s.io", "images", "import"), err
}
