// Package latency measures what admission adds to the creation of a pod, through a real API server:
// Tenure beside a webhook that answers a constant, and beside the API server's own policies in CEL.
package latency

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"os"
	"slices"
	"strings"

	"k8s.io/client-go/rest"

	"tenure.dev/tests/cluster/scenario"
)

// Options are how much is measured.
type Options struct {
	Rounds        int
	Creates       int    // in each turn
	Workers       int    // how many are at work at a time
	Unconditional bool   // webhooks are registered without their matchConditions
	Floor         string // the program that answers a constant: tests/bench/peers/floor
}

type bench struct {
	cluster *scenario.Cluster
	options Options
	report  func(string, ...any)
	api     rest.Interface
	dir     string
	run     string // tells the namespaces from those of an earlier run, which may still be going
	pod     []byte
	review  []byte // the same pod's, as an API server wrote it
	cleanup []func()
}

// Run measures in rounds in which each contestant has its turn, so that what else the machine does
// meets them all, and prints a table.
func Run(ctx context.Context, cluster *scenario.Cluster, options Options, out io.Writer, report func(string, ...any)) error {
	dir, err := os.MkdirTemp("", "tenure-latency-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{cluster: cluster, options: options, report: report, api: cluster.Client.CoreV1().RESTClient(), dir: dir,
		run: strings.ToLower(rand.Text()[:6])}
	defer b.cleanUp()
	contestants, err := b.prepare(ctx)
	if err != nil {
		return err
	}
	rounds, err := b.measure(ctx, contestants)
	if err != nil {
		return err
	}
	b.cleanUp() // the servers tell what they have used when they end
	fmt.Fprintf(out, "%d rounds of %d creates, %d at a time\n\n", options.Rounds, options.Creates, options.Workers)
	printTable(out, contestants, rounds)
	printLoad(out)
	return nil
}

func (b *bench) namespace(c *contestant) string { return c.name + "-" + b.run }

func (b *bench) cleanUp() {
	for _, undo := range slices.Backward(b.cleanup) {
		undo()
	}
	b.cleanup = nil
}

// measure shuffles the turns of each round: what one leaves behind, garbage above all, does not
// always meet the same next one.
func (b *bench) measure(ctx context.Context, contestants []*contestant) ([]round, error) {
	var rounds []round
	for number := range b.options.Rounds {
		measured := round{}
		for _, i := range mathrand.Perm(len(contestants)) {
			each := contestants[i]
			var err error
			if measured[each.name], err = b.take(ctx, each); err != nil {
				return nil, err
			}
		}
		rounds = append(rounds, measured)
		b.report("round %d of %d: without webhooks %.1f ms, with Tenure %.1f, with the constant %.1f", number+1, b.options.Rounds,
			measured[baseline].median, measured[tenureFull].median, measured[constantPatch].median)
	}
	return rounds, nil
}
