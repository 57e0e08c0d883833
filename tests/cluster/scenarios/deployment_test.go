package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"

	"tenure.dev/tests/cluster/scenario"
)

const (
	restarts         = 8 // one often shows nothing
	createsPerSecond = 50
)

// Not parallel: it wants the node's replicas for itself.
func TestDeploymentOfTwo(t *testing.T) {
	deployment := cluster.Deploy(t, admissionregistrationv1.Fail)
	namespace := cluster.Namespace(t, deployment.Installation())

	t.Run("protects and refuses", func(t *testing.T) {
		stored := namespace.Create(t, cluster.Pod("assembly", scenario.Long))
		expectClass(t, stored, "long")
		expectLongPriority(t, stored)
		if _, err := namespace.TryCreate(t, cluster.Pod("typo", scenario.Annotate("class", "lnog"))); err == nil {
			t.Error("a pod of an unknown class was admitted")
		}
	})
	t.Run("an edit of the policy is in force on both replicas", func(t *testing.T) { putEditInForce(t) })
	t.Run("no pod fails through eight rolling restarts", func(t *testing.T) {
		creates := startCreating(t, namespace, createsPerSecond)
		for range restarts {
			deployment.Restart(t)
		}
		total, failures := creates.stop()
		t.Logf("%d pods created through %d restarts", total, restarts)
		expectNoFailures(t, total, failures)
	})
}

// putEditInForce goes through the API server, the kubelets' volumes and the servers' polling.
func putEditInForce(t *testing.T) {
	policy, err := cluster.DefaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "policy.yaml")
	edited := strings.Replace(policy, "tolerateNodeLoss: 1h", "tolerateNodeLoss: 2h", 1)
	if err := os.WriteFile(file, []byte(edited), 0o644); err != nil {
		t.Fatal(err)
	}
	answer := cluster.Tenure(t, "policy", "apply", file, "--yes", "--kubectl", cluster.Kubectl.Program)
	t.Logf("tenure policy apply:\n%s%s", answer.Output, answer.Said)
	if answer.Failed {
		t.Fatal("the edit is not in force")
	}
	expectEqual(t, "replicas that say so", strings.Count(answer.Output, " in force after "), 2)
	if !strings.Contains(answer.Said, "Warning: replay: ") {
		t.Error("the impact was not shown")
	}
	bad := filepath.Join(t.TempDir(), "policy.yaml")
	if err := os.WriteFile(bad, []byte("mode: forced\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if answer := cluster.Tenure(t, "policy", "apply", bad, "--yes", "--kubectl", cluster.Kubectl.Program); !answer.Failed {
		t.Error("a bad policy was applied")
	}
}

// creates is a steady stream of pods, each tried with dry run: admission is the same, and the
// store stays small.
type creates struct {
	done     chan struct{}
	workers  sync.WaitGroup
	mutex    sync.Mutex
	total    int
	failures []error
}

func startCreating(t *testing.T, namespace scenario.Namespace, perSecond int) *creates {
	stream := &creates{done: make(chan struct{})}
	ticks := time.NewTicker(time.Second / time.Duration(perSecond))
	stream.workers.Go(func() {
		defer ticks.Stop()
		for {
			select {
			case <-stream.done:
				return
			case <-ticks.C:
				stream.workers.Go(func() { stream.note(namespace.DryRun(t, cluster.Pod("steady", scenario.Long))) })
			}
		}
	})
	return stream
}

func (c *creates) note(err error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.total++
	if err != nil {
		c.failures = append(c.failures, err)
	}
}

// waitFor returns when so many creates have been answered.
func (c *creates) waitFor(t *testing.T, count int) {
	t.Helper()
	scenario.Eventually(t, "creates that were answered", func() (bool, string) {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		return c.total >= count, fmt.Sprint(c.total)
	})
}

func (c *creates) stop() (total int, failures []error) {
	close(c.done)
	c.workers.Wait()
	return c.total, c.failures
}
