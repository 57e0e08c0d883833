package main

import (
	"context"
	"os"

	"tenure.dev/tests/cluster/scenario"
	"tenure.dev/tests/cluster/story"
)

const storyCommand = "story"

// demo tells the story in the cluster that is up, or in one of its own.
func (h harness) demo(ctx context.Context) error {
	return h.inCluster(ctx, func() error {
		kubectl, err := h.tools.Kubernetes(ctx, "kubectl")
		if err != nil {
			return err
		}
		environment, err := h.scenarioEnvironment()
		if err != nil {
			return err
		}
		return h.againInCluster(ctx, "tests/cluster/story", append(environment, "KUBECTL="+kubectl), storyCommand)
	})
}

// tellStory runs in the cluster's network.
func tellStory(ctx context.Context) error {
	cluster, err := scenario.Connect()
	if err != nil {
		return err
	}
	if err := cluster.InstallPriorityClasses(); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "tenure-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	installation, err := cluster.NewInstallation(dir, "demo", scenario.Setting{})
	if err != nil {
		return err
	}
	defer installation.Remove()
	return story.Teller{Cluster: cluster, Installation: installation}.Tell(ctx)
}
