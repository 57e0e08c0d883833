package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"tenure.dev/tests/cluster/controlplane"
	"tenure.dev/tests/cluster/images"
	"tenure.dev/tests/cluster/toolchain"
)

// plan is what the supervisor inside the sandbox is to run. Everything in it is built outside,
// where there is a network.
type plan struct {
	Programs controlplane.Programs
	NoNode   string `json:",omitempty"` // the reason, where there is to be no real node
	Kubelet  string
	Runtime  toolchain.Runtime
	Archives []string
}

func (h harness) plan(ctx context.Context) (plan, error) {
	programs, err := h.programs(ctx)
	if err != nil {
		return plan{}, err
	}
	if obstacle := h.nodeObstacle(); obstacle != nil {
		if os.Getenv("CLUSTER_NODE") == "require" {
			return plan{}, fmt.Errorf("no node can run here: %w", obstacle)
		}
		return plan{Programs: programs, NoNode: obstacle.Error()}, nil
	}
	kubelet, err := h.tools.Kubernetes(ctx, "kubelet")
	if err != nil {
		return plan{}, err
	}
	runtime, err := h.cache.DebianRuntime(ctx, progress)
	if err != nil {
		return plan{}, err
	}
	busybox, err := h.busyboxArchive(ctx, runtime)
	return plan{Programs: programs, Kubelet: kubelet, Runtime: runtime, Archives: []string{busybox}}, err
}

func (h harness) programs(ctx context.Context) (programs controlplane.Programs, err error) {
	kubernetes := func(name string) func(context.Context) (string, error) {
		return func(ctx context.Context) (string, error) { return h.tools.Kubernetes(ctx, name) }
	}
	for _, wanted := range []struct {
		path *string
		find func(context.Context) (string, error)
	}{
		{&programs.Etcd, h.tools.Etcd},
		{&programs.APIServer, kubernetes("kube-apiserver")},
		{&programs.ControllerManager, kubernetes("kube-controller-manager")},
		{&programs.Scheduler, kubernetes("kube-scheduler")},
		{&programs.Kwok, h.tools.Kwok},
	} {
		if *wanted.path, err = wanted.find(ctx); err != nil {
			return programs, err
		}
	}
	return programs, nil
}

// busyboxArchive is built once per machine.
func (h harness) busyboxArchive(ctx context.Context, runtime toolchain.Runtime) (string, error) {
	archive := h.cache.Dir + "/images/busybox.tar"
	if _, err := os.Stat(archive); err == nil {
		return archive, nil
	}
	buildah, err := toolchain.Buildah(ctx, progress)
	if err != nil {
		return "", err
	}
	return archive, images.Builder{Buildah: buildah}.BuildBusybox(ctx, runtime.Busybox(), archive)
}

func (p plan) write(file string) error {
	text, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}

func readPlan(file string) (plan, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return plan{}, err
	}
	var read plan
	return read, json.Unmarshal(text, &read)
}
