package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"tenure.dev/tests/cluster/latency"
	"tenure.dev/tests/cluster/scenario"
)

const latencyCommand = "measure-latency"

// latency measures in the cluster that is up, or in one of its own.
func (h harness) latency(ctx context.Context, args []string) error {
	if _, err := latencyOptions(args); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	return h.inCluster(ctx, func() error {
		kubectl, err := h.tools.Kubernetes(ctx, "kubectl")
		if err != nil {
			return err
		}
		environment, err := h.scenarioEnvironment()
		if err != nil {
			return err
		}
		environment = append(environment, "KUBECTL="+kubectl, floorVariable+"="+filepath.Join(h.root, "build/bench/floor"),
			"TMPDIR="+h.sandbox.Dir) // goes with the cluster, whatever happens
		return h.againInCluster(ctx, "tests/cluster/latency", environment, append([]string{latencyCommand}, args...)...)
	})
}

const floorVariable = "TENURE_FLOOR"

func latencyOptions(args []string) (latency.Options, error) {
	options := latency.Options{Floor: os.Getenv(floorVariable)}
	flags := flag.NewFlagSet("latency", flag.ContinueOnError)
	flags.IntVar(&options.Rounds, "rounds", 12, "how often each way of admission has its turn")
	flags.IntVar(&options.Creates, "creates", 500, "how many pods are created in a turn, with dryRun=All")
	flags.IntVar(&options.Workers, "workers", 16, "how many at a time")
	flags.BoolVar(&options.Unconditional, "without-match-conditions", false, "what the webhooks would cost if they were registered without")
	if err := flags.Parse(args); err != nil {
		return options, err
	}
	if flags.NArg() > 0 || options.Rounds < 1 || options.Creates < 1 || options.Workers < 1 {
		return options, fmt.Errorf("latency takes flags with numbers of at least 1, not %q", args)
	}
	return options, nil
}

// measureLatency runs in the cluster's network.
func measureLatency(ctx context.Context, args []string) error {
	options, err := latencyOptions(args)
	if err != nil {
		return err
	}
	cluster, err := scenario.Connect()
	if err != nil {
		return err
	}
	return latency.Run(ctx, cluster, options, os.Stdout, progress)
}
