package scenario

import (
	"context"
	"strings"
	"testing"
	"time"
)

// Helm runs helm as a user would.
type Helm struct{ Program, Kubeconfig string }

// Helm4 is the next major version; the scenario is skipped where it was not built.
func (c *Cluster) Helm4(t *testing.T) Helm {
	t.Helper()
	if c.helm4 == "" {
		t.Skip("needs Helm 4: ./dev cluster companions builds it")
	}
	return Helm{Program: c.helm4, Kubeconfig: c.Kubectl.Kubeconfig}
}

// helmPatience is longer than any --timeout that scenarios give.
const helmPatience = 10 * time.Minute

// Run gives back what the user would read.
func (h Helm) Run(t *testing.T, args ...string) Answer {
	t.Helper()
	return h.ended(t, t.Context(), args)
}

// Finish is Run for cleaning up, when the test's own context has ended.
func (h Helm) Finish(t *testing.T, args ...string) Answer {
	t.Helper()
	return h.ended(t, context.Background(), args)
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

func (h Helm) ended(t *testing.T, ctx context.Context, args []string) Answer {
	t.Helper()
	answer, err := h.run(ctx, args...)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// run fails where helm does not end; what it answers may be a failure, too.
func (h Helm) run(ctx context.Context, args ...string) (Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, helmPatience)
	defer cancel()
	return program{h.Program, h.Kubeconfig}.end(ctx, "", args...)
}
