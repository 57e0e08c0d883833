package latency

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"k8s.io/client-go/rest"
)

// turn is what one contestant measured in one round.
type turn struct {
	median, p99          float64 // milliseconds that a create took
	apiServerCPU         float64 // milliseconds per create
	mutating, validating float64 // calls of webhooks per create
}

// warmUp is how many creates per worker come before those that are measured: connections are
// opened, and what an earlier turn has left behind is collected.
const warmUp = 4

// take creates the pod in the contestant's namespace, so many at a time, and measures.
func (b *bench) take(ctx context.Context, contestant *contestant) (turn, error) {
	if _, err := b.createMany(ctx, contestant, warmUp*b.options.Workers); err != nil {
		return turn{}, err
	}
	before, err := readMetrics(ctx, b.api)
	if err != nil {
		return turn{}, err
	}
	durations, err := b.createMany(ctx, contestant, b.options.Creates)
	if err != nil {
		return turn{}, err
	}
	after, err := readMetrics(ctx, b.api)
	if err != nil {
		return turn{}, err
	}
	if failed := after.failedOpen - before.failedOpen; failed > 0 {
		return turn{}, fmt.Errorf("%s: %.0f calls of webhooks failed, and pods passed without: nothing was measured", contestant.title, failed)
	}
	taken, creates := milliseconds(durations), float64(b.options.Creates)
	return turn{
		median: median(taken), p99: quantile(taken, 0.99),
		apiServerCPU: (after.cpuSeconds - before.cpuSeconds) * 1000 / creates,
		mutating:     (after.mutating - before.mutating) / creates,
		validating:   (after.validating - before.validating) / creates,
	}, nil
}

// createMany returns how long each create took. One that fails ends it: what has failed was not
// measured, and the others would be measured beside fewer.
func (b *bench) createMany(ctx context.Context, contestant *contestant, count int) ([]time.Duration, error) {
	contestant.creates += count
	durations := make([]time.Duration, count)
	var next atomic.Int64
	var workers sync.WaitGroup
	failures := make(chan error, b.options.Workers)
	for range b.options.Workers {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(count); i = next.Add(1) - 1 {
				started := time.Now()
				if _, err := create(ctx, b.api, b.namespace(contestant), b.pod); err != nil {
					failures <- err
					return
				}
				durations[i] = time.Since(started)
			}
		})
	}
	workers.Wait()
	close(failures)
	var all []error
	for failure := range failures {
		all = append(all, failure)
	}
	return durations, errors.Join(all...)
}

// create has a pod admitted and not stored, and returns it as it would be stored, undecoded.
func create(ctx context.Context, api rest.Interface, namespace string, pod []byte) ([]byte, error) {
	answer, err := api.Post().AbsPath("/api/v1/namespaces/"+namespace+"/pods").Param("dryRun", "All").
		SetHeader("Content-Type", "application/json").SetHeader("Accept", "application/json").
		Body(pod).Do(ctx).Raw()
	if err != nil {
		return nil, fmt.Errorf("creating a pod in %s: %w: %s", namespace, err, answer)
	}
	return answer, nil
}
