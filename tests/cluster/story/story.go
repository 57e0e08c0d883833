// Package story tells a person, in two minutes and with kubectl alone, what Tenure changes.
package story

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"tenure.dev/tests/cluster/scenario"
)

// Teller runs kubectl in two namespaces of a cluster: one without Tenure and one with.
type Teller struct {
	Cluster      *scenario.Cluster
	Installation *scenario.Installation
}

const without, with = "without-tenure", "with-tenure"

// Tell shows everything and removes it again.
func (t Teller) Tell(ctx context.Context) error {
	defer t.remove()
	if err := t.prepare(ctx); err != nil {
		return err
	}
	for _, act := range acts {
		fmt.Printf("\n\033[1m%s\033[0m\n", act.title)
		for _, scene := range act.scenes {
			if err := t.show(ctx, scene); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t Teller) prepare(ctx context.Context) error {
	manifests := strings.ReplaceAll(stage, "INSTALLATION", t.Installation.Name)
	if output, err := t.kubectl(ctx, manifests, "apply", "--filename", "-").CombinedOutput(); err != nil {
		return fmt.Errorf("setting the stage: %w\n%s", err, output)
	}
	return nil
}

// show types a command as a user would, runs it, and waits for what the scene is about.
func (t Teller) show(ctx context.Context, scene scene) error {
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(200 * time.Millisecond) {
		output, err := t.kubectl(ctx, scene.input, scene.args...).CombinedOutput()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			return err
		}
		if !strings.Contains(string(output), scene.until) {
			if time.Now().Before(deadline) && ctx.Err() == nil {
				continue
			}
			return fmt.Errorf("kubectl %s never said %q, but:\n%s", strings.Join(scene.args, " "), scene.until, output)
		}
		fmt.Printf("\n$ kubectl %s\n", strings.Join(scene.args, " "))
		if scene.input != "" {
			fmt.Printf("\033[2m%s\033[0m\n", strings.TrimSpace(scene.input))
		}
		fmt.Print(string(output))
		return nil
	}
}

func (t Teller) kubectl(ctx context.Context, input string, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, t.Cluster.Kubectl.Program, args...)
	command.Env = append(os.Environ(), "KUBECONFIG="+t.Cluster.Kubectl.Kubeconfig)
	command.Stdin = strings.NewReader(input)
	return command
}

func (t Teller) remove() {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	t.kubectl(ctx, "", "delete", "namespace", without, with, "--wait=false").Run()
	t.kubectl(ctx, "", "delete", "node", "--selector", "tenure.test/stage").Run()
	for _, namespace := range []string{without, with} {
		t.kubectl(ctx, "", "delete", "pods", "--all", "--namespace", namespace, "--force", "--grace-period=0", "--wait=false").Run()
	}
}
