package scenarios

import (
	"fmt"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"

	"tenure.dev/tests/cluster/scenario"
)

// creates is a steady stream of pods, each tried with dry run: admission is the same, and the
// store stays small.
type creates struct {
	done     chan struct{}
	workers  sync.WaitGroup
	mutex    sync.Mutex
	total    int
	failures []error
	started  time.Time
}

func startCreating(t *testing.T, namespace scenario.Namespace, perSecond int) *creates {
	stream := &creates{done: make(chan struct{}), started: time.Now()}
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
		c.failures = append(c.failures, fmt.Errorf("after %.1fs: %w", time.Since(c.started).Seconds(), err))
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

func expectNoFailures(t *testing.T, total int, failures []error) {
	t.Helper()
	for _, line := range summary(failures) {
		t.Error(line)
	}
	if len(failures) > 0 {
		t.Errorf("%d of %d creates failed", len(failures), total)
	}
	if total < createsOfUsers {
		t.Errorf("only %d pods were created: this shows nothing", total)
	}
}

var variable = regexp.MustCompile(`[0-9]+`)

// summary is a line for each kind of failure: how many there were, and the first and the last.
func summary(failures []error) (lines []string) {
	kinds := map[string][]string{}
	for _, failure := range failures {
		kind := variable.ReplaceAllString(failure.Error(), "")
		kinds[kind] = append(kinds[kind], failure.Error())
	}
	for _, kind := range kinds {
		lines = append(lines, fmt.Sprintf("%d times: %s … %s", len(kind), kind[0], kind[len(kind)-1]))
	}
	slices.Sort(lines)
	return lines
}
