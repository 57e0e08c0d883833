package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// mutant breaks the product on purpose. Its file begins with headers: what it Breaks, the Scenario
// that must notice, and either a diff follows or Patch names a file of one.
type mutant struct {
	name, breaks, scenario, patch string
}

func (h harness) readMutants(pattern string) ([]mutant, error) {
	wanted, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(h.root, "tests/cluster/mutants/*.mutant"))
	if err != nil {
		return nil, err
	}
	var found []mutant
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		read := mutant{name: strings.TrimSuffix(filepath.Base(file), ".mutant"), patch: file}
		for line := range strings.Lines(string(text)) {
			name, value, isHeader := strings.Cut(strings.TrimSpace(line), ": ")
			if !isHeader {
				break
			}
			switch name {
			case "Breaks":
				read.breaks = value
			case "Scenario":
				read.scenario = value
			case "Patch":
				read.patch = filepath.Join(h.root, value)
			}
		}
		if wanted.MatchString(read.name) {
			found = append(found, read)
		}
	}
	return found, nil
}

// mutants tries each in a copy of the checkout. A mutant survives where its scenario passes.
func (h harness) mutants(ctx context.Context, patterns []string) error {
	mutants, err := h.readMutants(strings.Join(patterns, "|"))
	if err != nil {
		return err
	}
	tree := mutantTree{dir: filepath.Join(h.root, "build/cluster/mutants")}
	return h.inCluster(ctx, func() error {
		if err := tree.prepare(ctx, h.root); err != nil {
			return err
		}
		progress("running their scenarios on the product as it is")
		if failed, output, err := h.scenarioFails(ctx, tree, allScenarios(mutants)); err != nil {
			return err
		} else if failed {
			return fmt.Errorf("scenarios fail without any mutant:\n%s", output)
		}
		noticed, survived := 0, 0
		for _, mutant := range mutants {
			isNoticed, err := h.try(ctx, tree, mutant)
			if err != nil {
				return fmt.Errorf("mutant %s: %w", mutant.name, err)
			}
			verdict := "SURVIVED"
			if isNoticed {
				verdict = "noticed"
				noticed++
			} else {
				survived++
			}
			fmt.Printf("%-9s %-28s %s\n", verdict, mutant.name, mutant.breaks)
		}
		fmt.Printf("%d passed, %d failed\n", noticed, survived)
		if survived > 0 {
			return errors.New("a mutant survived: its scenario notices nothing")
		}
		return nil
	})
}

func allScenarios(mutants []mutant) string {
	var scenarios []string
	for _, each := range mutants {
		scenarios = append(scenarios, each.scenario)
	}
	return strings.Join(scenarios, "|")
}

func (h harness) try(ctx context.Context, tree mutantTree, tried mutant) (noticed bool, err error) {
	if err := tree.patch(ctx, tried.patch); err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, tree.unpatch(context.WithoutCancel(ctx), tried.patch)) }()
	if err := tree.build(ctx); err != nil {
		return false, err
	}
	noticed, _, err = h.scenarioFails(ctx, tree, tried.scenario)
	return noticed, err
}

// The scenarios wait for a webhook that does its work before they start.
const neverInForce = "the webhooks are not in force"

// scenarioFails counts a failure that is the product's: a scenario that cannot start for another
// reason is an error.
func (h harness) scenarioFails(ctx context.Context, tree mutantTree, scenario string) (bool, []byte, error) {
	prefix, err := h.sandbox.Enter(false)
	if err != nil {
		return false, nil, err
	}
	kubectl, err := h.tools.Kubernetes(ctx, "kubectl")
	if err != nil {
		return false, nil, err
	}
	command := exec.CommandContext(ctx, "go", "test", "./scenarios", "-count=1", "-v", "-timeout", testTimeout,
		"-exec", strings.Join(prefix, " "), "-run", scenario)
	command.Dir = filepath.Join(tree.dir, "tests/cluster")
	command.Env = append(os.Environ(), "KUBECONFIG="+h.credentials().AdminKubeconfig(), "KUBECTL="+kubectl,
		"TENURE_BINARY="+tree.binary(), "CLUSTER_OWN_NODE=yes")
	output, err := command.CombinedOutput()
	if strings.Contains(string(output), "--- FAIL: ") || strings.Contains(string(output), neverInForce) {
		return true, output, nil
	}
	if err != nil || !strings.Contains(string(output), "--- PASS: ") {
		return false, nil, fmt.Errorf("%s did not run (%v):\n%s", scenario, err, output)
	}
	return false, output, nil
}
