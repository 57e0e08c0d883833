// Package scenarios does to a real cluster what users do, and looks at the pods as they are stored.
package scenarios

import (
	"fmt"
	"os"
	"testing"

	"tenure.dev/tests/cluster/scenario"
)

// cluster and ordinary are what nearly every scenario starts from: the cluster, and a Tenure with
// the default policy: a server beside the scenarios, or what helm installs.
var (
	cluster  *scenario.Cluster
	ordinary *scenario.Installation
)

func TestMain(m *testing.M) {
	status, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "cannot start the scenarios:", err)
	}
	os.Exit(status)
}

func run(m *testing.M) (status int, err error) {
	dir, err := os.MkdirTemp("", "tenure-scenarios-")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(dir)
	if cluster, err = scenario.Connect(); err != nil {
		return 1, err
	}
	if ordinary, err = cluster.InstallOrdinary(dir); err != nil {
		return 1, err
	}
	defer ordinary.Remove()
	return m.Run(), nil
}
