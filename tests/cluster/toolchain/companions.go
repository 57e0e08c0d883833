package toolchain

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	helm4Module       = "helm.sh/helm/v4"
	certManagerModule = "github.com/cert-manager/cert-manager"
)

// Companions are programs that few scenarios need and that take minutes to build: each is a module
// of its own below companions/, because it wants other versions of what Kubernetes is made of. A
// path is empty where a program was not built.
type Companions struct {
	Helm4       string
	CertManager string // with its resource definitions beside it, in crds
}

// BuildCompanions builds what is not built yet.
func (t Tools) BuildCompanions(ctx context.Context) error {
	helm4, err := t.companion("helm4", "helm", helm4Module)
	if err != nil {
		return err
	}
	if err := t.buildInto(ctx, helm4, helm4Module+"/cmd/helm", t.companionDir("helm4")); err != nil {
		return err
	}
	certManager, err := t.companion("cert-manager", "cert-manager", certManagerModule)
	if err != nil {
		return err
	}
	if err := t.copyCRDs(ctx, filepath.Join(filepath.Dir(certManager), "crds")); err != nil {
		return err
	}
	return t.buildInto(ctx, certManager, ".", t.companionDir("cert-manager"))
}

// FindCompanions builds nothing.
func (t Tools) FindCompanions() (found Companions, err error) {
	for _, wanted := range []struct {
		path              *string
		dir, name, module string
	}{
		{&found.Helm4, "helm4", "helm", helm4Module},
		{&found.CertManager, "cert-manager", "cert-manager", certManagerModule},
	} {
		binary, err := t.companion(wanted.dir, wanted.name, wanted.module)
		if err != nil {
			return Companions{}, err
		}
		if isExecutable(binary) {
			*wanted.path = binary
		}
	}
	return found, nil
}

func (t Tools) companionDir(dir string) string { return filepath.Join(t.moduleDir, "companions", dir) }

// companion is the path of a program, by the version of its module and by what we have written
// ourselves to start it.
func (t Tools) companion(dir, name, module string) (string, error) {
	versions, err := requiredVersions(filepath.Join(t.companionDir(dir), "go.mod"))
	if err != nil {
		return "", err
	}
	folder := name + "-" + versions[module]
	own, err := os.ReadFile(filepath.Join(t.companionDir(dir), "main.go"))
	if err == nil {
		folder += fmt.Sprintf("-%.4x", sha256.Sum256(own))
	}
	return t.cache.path("bin", folder, name), nil
}

func (t Tools) copyCRDs(ctx context.Context, target string) error {
	list := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", certManagerModule)
	list.Dir = t.companionDir("cert-manager")
	dir, err := list.Output()
	if err != nil {
		return fmt.Errorf("finding cert-manager: %w", err)
	}
	if err := os.RemoveAll(target); err != nil {
		return err
	}
	return os.CopyFS(target, os.DirFS(filepath.Join(strings.TrimSpace(string(dir)), "deploy/crds")))
}
