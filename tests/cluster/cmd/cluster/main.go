// Command cluster runs a real Kubernetes cluster on this machine for tests.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

const usage = `usage: cluster COMMAND

  up                  bring a cluster up: control plane, KWOK and, where the machine allows it, a real node
  build               build and unpack what up needs, and no more
  companions          build what few scenarios need: Helm 4 and cert-manager
  down                end it and leave nothing behind
  test [PATTERN]      run the scenarios whose names match, in the cluster that is up, or in one of their own
  kubectl ARGUMENT…   kubectl, as the cluster's administrator
  helm ARGUMENT…      helm, likewise
  mutants [PATTERN]   break the product with each file of tests/cluster/mutants, and see its scenario fail
  demo                the story in two minutes
  latency [FLAG…]     what admission adds to the creation of a pod; latency --help has the flags

environment:
  KUBECONFIG          test: run against this cluster instead
  TENURE_IMAGE        test: the image that cluster can pull, for the scenarios with a Deployment
  TENURE_HOST         test: the address under which that cluster's API server reaches this machine
  K8S_VERSION         up, test: another Kubernetes, such as 1.35.4
  CLUSTER_NODE        up, test: auto (default), require (fail where the node cannot run) or off
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:])
	switch err := err.(type) { // what is around an ExitError is not yet said
	case nil:
	case *exec.ExitError: // the program has said what was wrong
		os.Exit(max(1, err.ExitCode()))
	default:
		fmt.Fprintln(os.Stderr, "cluster:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		fmt.Fprint(os.Stderr, usage)
		return errors.New("which command?")
	}
	harness, err := newHarness()
	if err != nil {
		return err
	}
	switch command, rest := args[0], args[1:]; command {
	case "up":
		return harness.up(ctx)
	case "build":
		_, err := harness.plan(ctx)
		return err
	case "companions":
		return harness.tools.BuildCompanions(ctx)
	case "down":
		return harness.down()
	case "test":
		return harness.test(ctx, rest)
	case "mutants":
		return harness.mutants(ctx, rest)
	case "kubectl":
		return harness.kubectl(ctx, rest)
	case "helm":
		return harness.helm(ctx, rest)
	case "demo":
		return harness.demo(ctx)
	case "latency":
		return harness.latency(ctx, rest)
	case latencyCommand:
		return measureLatency(ctx, rest)
	case storyCommand:
		return tellStory(ctx)
	case firstProcessCommand:
		return harness.sandbox.RunFirstProcess(os.NewFile(3, "progress"), append([]string{superviseCommand}, rest...)...)
	case superviseCommand:
		return harness.supervise(ctx, rest)
	case "help", "-h", "--help":
		fmt.Print(usage)
		return nil
	default:
		fmt.Fprint(os.Stderr, usage)
		return fmt.Errorf("no command %q", command)
	}
}
