package scenarios

import (
	"fmt"
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
	letBothReplicasDecide(t, namespace)
	t.Run("an edit of the policy is in force on both replicas", putEditInForce)
	t.Run("an edit that nobody confirms changes nothing", leaveEditUnconfirmed)
	t.Run("a bad edit is refused", applyBadEdit)
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
