package toolchain

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"golang.org/x/mod/modfile"
)

// deriveModule writes a Go module for another version of Kubernetes into the cache. A version of
// its own is needed because staging modules come and go: each release's go.mod names its own.
func (t Tools) deriveModule(ctx context.Context) (string, error) {
	dir := t.cache.path("modules", "kubernetes-"+t.kubernetes)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	published, err := t.publishedGoMod(ctx)
	if err != nil {
		return "", err
	}
	text, err := t.goModFor(published)
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(dir+"/go.mod", text, 0o644); err != nil {
		return "", err
	}
	tidy := exec.CommandContext(ctx, "go", "mod", "tidy")
	tidy.Dir = dir
	if output, err := tidy.CombinedOutput(); err != nil {
		return "", fmt.Errorf("resolving Kubernetes %s: %w\n%s", t.kubernetes, err, output)
	}
	return dir, nil
}

func (t Tools) publishedGoMod(ctx context.Context) (*modfile.File, error) {
	download := exec.CommandContext(ctx, "go", "mod", "download", "-json", kubernetesModule+"@"+t.kubernetes)
	download.Dir = os.TempDir() // outside any module, so that none of ours has a say
	output, err := download.Output()
	if err != nil {
		return nil, fmt.Errorf("Kubernetes %s is not to be had: %w\n%s", t.kubernetes, err, output)
	}
	var module struct{ GoMod string }
	if err := json.Unmarshal(output, &module); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(module.GoMod)
	if err != nil {
		return nil, err
	}
	return modfile.ParseLax(module.GoMod, text, nil)
}

func (t Tools) goModFor(published *modfile.File) ([]byte, error) {
	staging := "v0" + strings.TrimPrefix(t.kubernetes, "v1")
	var text strings.Builder
	fmt.Fprintf(&text, "module tenure.dev/tests/cluster/kubernetes\n\ngo %s\n\ntool (\n", published.Go.Version)
	for _, name := range []string{"kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl", "kubelet"} {
		fmt.Fprintf(&text, "\t%s/cmd/%s\n", kubernetesModule, name)
	}
	fmt.Fprintf(&text, ")\n\nrequire %s %s\n\nreplace (\n", kubernetesModule, t.kubernetes)
	for _, require := range published.Require {
		if require.Mod.Version == "v0.0.0" {
			fmt.Fprintf(&text, "\t%[1]s => %[1]s %[2]s\n", require.Mod.Path, staging)
		}
	}
	text.WriteString(")\n")
	return []byte(text.String()), nil
}
