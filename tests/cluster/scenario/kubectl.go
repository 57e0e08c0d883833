package scenario

import (
	"context"
	"strings"
	"testing"
	"time"
)

// Kubectl runs kubectl as a user would, and gives back what the user would read.
type Kubectl struct{ Program, Kubeconfig string }

// Run feeds input to kubectl's standard input.
func (k Kubectl) Run(t *testing.T, input string, args ...string) Answer {
	t.Helper()
	return k.run(t.Context(), t, input, args...)
}

// run takes a context of its own: a test's has ended when it cleans up.
func (k Kubectl) run(ctx context.Context, t *testing.T, input string, args ...string) Answer {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return program{k.Program, k.Kubeconfig}.run(ctx, t, input, args...)
}

// Must fails the test where kubectl fails.
func (k Kubectl) Must(t *testing.T, input string, args ...string) Answer {
	t.Helper()
	answer := k.Run(t, input, args...)
	if answer.Failed {
		t.Fatalf("kubectl %s failed: %s", strings.Join(args, " "), answer.Said)
	}
	return answer
}
