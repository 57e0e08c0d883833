package scenario

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// program is one that users run on their own machine, against a cluster.
type program struct{ Path, Kubeconfig string }

// Answer is what a program printed.
type Answer struct {
	Output string // standard output
	Said   string // standard error: warnings and errors
	Failed bool
}

// run fails the test where the program does not end before the context does.
func (p program) run(ctx context.Context, t *testing.T, input string, args ...string) Answer {
	t.Helper()
	answer, err := p.end(ctx, input, args...)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// end is run where there is no test. That the program fails is an answer, not an error.
func (p program) end(ctx context.Context, input string, args ...string) (Answer, error) {
	command := exec.CommandContext(ctx, p.Path, args...)
	command.Env = append(os.Environ(), "KUBECONFIG="+p.Kubeconfig, "TERM=dumb")
	var output, said strings.Builder
	command.Stdin, command.Stdout, command.Stderr = strings.NewReader(input), &output, &said
	err := command.Run()
	if ctx.Err() != nil {
		return Answer{}, fmt.Errorf("%s does not end: %s%s", command, output.String(), said.String())
	}
	return Answer{Output: output.String(), Said: said.String(), Failed: err != nil}, nil
}
