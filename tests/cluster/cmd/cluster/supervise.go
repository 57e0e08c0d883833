package main

import (
	"context"
	"fmt"
	"os"

	"tenure.dev/tests/cluster/controlplane"
	"tenure.dev/tests/cluster/node"
)

const doneReport = "done"

// supervise runs inside the sandbox and starts the cluster's programs. It stays, because they end
// with it.
func (h harness) supervise(ctx context.Context, _ []string) error {
	reports := os.NewFile(3, "progress")
	report := func(format string, args ...any) { fmt.Fprintf(reports, format+"\n", args...) }
	plan, err := readPlan(h.sandbox.Path("plan.json"))
	if err == nil {
		err = h.startCluster(ctx, plan, report)
	}
	if err != nil {
		report("%v", err)
		return err
	}
	report(doneReport)
	reports.Close()
	if plan.NoNode == "" {
		return h.obeyOrders(ctx, h.realNode(plan))
	}
	<-ctx.Done()
	return nil
}

func (h harness) realNode(plan plan) node.Node {
	return node.Node{Dir: h.sandbox.Dir, Cgroup: h.sandbox.Cgroup(), Kubelet: plan.Kubelet, Runtime: plan.Runtime,
		Credentials: h.credentials(), Archives: plan.Archives}
}

func (h harness) startCluster(ctx context.Context, plan plan, report func(string, ...any)) error {
	if err := controlplane.SetUpNetwork(); err != nil {
		return err
	}
	controlPlane := controlplane.ControlPlane{Dir: h.sandbox.Dir, Programs: plan.Programs, Credentials: h.credentials()}
	if plan.NoNode != "" {
		report("no real node: %s", plan.NoNode)
		return controlPlane.Up(ctx, report)
	}
	realNode := h.realNode(plan)
	if err := h.sandbox.CreateCgroups(); err != nil {
		return err
	}
	runtimeReady := make(chan error, 1)
	go func() { runtimeReady <- realNode.PrepareRuntime(ctx) }()
	if err := controlPlane.Up(ctx, report); err != nil {
		return err
	}
	if err := <-runtimeReady; err != nil {
		return err
	}
	report("waiting for the node")
	return realNode.Join(ctx)
}
