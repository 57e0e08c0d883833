package scenario

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Kubectl runs kubectl as a user would, and gives back what the user would read.
type Kubectl struct{ Program, Kubeconfig string }

// Answer is what kubectl printed.
type Answer struct {
	Output string // standard output
	Said   string // standard error: warnings and errors
	Failed bool
}

// Run feeds input to kubectl's standard input.
func (k Kubectl) Run(t *testing.T, input string, args ...string) Answer {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, k.Program, args...)
	command.Env = append(os.Environ(), "KUBECONFIG="+k.Kubeconfig)
	var output, said strings.Builder
	command.Stdin, command.Stdout, command.Stderr = strings.NewReader(input), &output, &said
	err := command.Run()
	if ctx.Err() != nil {
		t.Fatalf("kubectl %s does not end", strings.Join(args, " "))
	}
	return Answer{Output: output.String(), Said: said.String(), Failed: err != nil}
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
