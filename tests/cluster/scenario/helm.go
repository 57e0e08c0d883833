package scenario

import (
	"context"
	"strings"
	"testing"
	"time"
)

// Helm runs helm as a user would.
type Helm struct{ Program, Kubeconfig string }

// helmPatience is longer than any --timeout that scenarios give.
const helmPatience = 10 * time.Minute

// Run gives back what the user would read.
func (h Helm) Run(t *testing.T, args ...string) Answer {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), helmPatience)
	defer cancel()
	return h.run(ctx, t, args...)
}

// Finish is Run for cleaning up, when the test's own context has ended.
func (h Helm) Finish(t *testing.T, args ...string) Answer {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), helmPatience)
	defer cancel()
	return h.run(ctx, t, args...)
}

// Must fails the test where helm fails.
func (h Helm) Must(t *testing.T, args ...string) Answer {
	t.Helper()
	answer := h.Run(t, args...)
	if answer.Failed {
		t.Fatalf("helm %s failed: %s\n%s", strings.Join(args, " "), answer.Said, answer.Output)
	}
	return answer
}

func (h Helm) run(ctx context.Context, t *testing.T, args ...string) Answer {
	t.Helper()
	return program{h.Program, h.Kubeconfig}.run(ctx, t, "", args...)
}
