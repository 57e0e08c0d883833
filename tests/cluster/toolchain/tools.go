package toolchain

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/modfile"
)

const (
	kubernetesModule = "k8s.io/kubernetes"
	etcdModule       = "go.etcd.io/etcd/server/v3"
	kwokModule       = "sigs.k8s.io/kwok"
	helmModule       = "helm.sh/helm/v3"
)

// Tools finds, or builds, the programs that are written in Go.
type Tools struct {
	cache      Cache
	moduleDir  string // the Go module whose `tool` directives name them
	versions   map[string]string
	kubernetes string // the version of Kubernetes, with its v
	report     func(format string, args ...any)
}

// NewTools reads the versions from moduleDir's go.mod. kubernetesVersion, such as "1.35.4", may
// replace the one of go.mod; the companions stay.
func NewTools(cache Cache, moduleDir, kubernetesVersion string, report func(string, ...any)) (Tools, error) {
	versions, err := requiredVersions(filepath.Join(moduleDir, "go.mod"))
	if err != nil {
		return Tools{}, err
	}
	tools := Tools{cache: cache, moduleDir: moduleDir, versions: versions, kubernetes: versions[kubernetesModule], report: report}
	if kubernetesVersion != "" {
		tools.kubernetes = "v" + strings.TrimPrefix(kubernetesVersion, "v")
	}
	return tools, nil
}

func requiredVersions(goMod string) (map[string]string, error) {
	text, err := os.ReadFile(goMod)
	if err != nil {
		return nil, err
	}
	parsed, err := modfile.Parse(goMod, text, nil)
	if err != nil {
		return nil, err
	}
	versions := map[string]string{}
	for _, require := range parsed.Require {
		versions[require.Mod.Path] = require.Mod.Version
	}
	return versions, nil
}

// Etcd, Kwok, Helm and Kubernetes return the path of a program, built if need be.
func (t Tools) Etcd(ctx context.Context) (string, error) {
	return t.build(ctx, "etcd", etcdModule, etcdModule, t.moduleDir)
}

func (t Tools) Kwok(ctx context.Context) (string, error) {
	return t.build(ctx, "kwok", kwokModule, kwokModule+"/cmd/kwok", t.moduleDir)
}

func (t Tools) Helm(ctx context.Context) (string, error) {
	return t.build(ctx, "helm", helmModule, helmModule+"/cmd/helm", t.moduleDir)
}

func (t Tools) Kubernetes(ctx context.Context, name string) (string, error) {
	moduleDir := t.moduleDir
	if t.kubernetes != t.versions[kubernetesModule] && !isExecutable(t.binary(name, kubernetesModule)) {
		derived, err := t.deriveModule(ctx)
		if err != nil {
			return "", err
		}
		moduleDir = derived
	}
	return t.build(ctx, name, kubernetesModule, kubernetesModule+"/cmd/"+name, moduleDir)
}

func (t Tools) version(module string) string {
	if module == kubernetesModule {
		return t.kubernetes
	}
	return t.versions[module]
}

func (t Tools) binary(name, module string) string {
	short := map[string]string{etcdModule: "etcd", helmModule: "helm"}[module]
	if short == "" {
		short = path.Base(module)
	}
	return t.cache.path("bin", short+"-"+t.version(module), name)
}

func (t Tools) build(ctx context.Context, name, module, pkg, moduleDir string) (string, error) {
	binary := t.binary(name, module)
	return binary, t.buildInto(ctx, binary, pkg, moduleDir)
}

// buildInto leaves a program where it is already as it is.
func (t Tools) buildInto(ctx context.Context, binary, pkg, moduleDir string) error {
	if isExecutable(binary) {
		return nil
	}
	unlock, err := t.cache.lock()
	if err != nil {
		return err
	}
	defer unlock()
	if isExecutable(binary) { // another harness was first
		return nil
	}
	start := time.Now()
	name := filepath.Base(filepath.Dir(binary)) + "/" + filepath.Base(binary)
	t.report("building %s (once per version; minutes from cold)", name)
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", t.linkerFlags(), "-o", binary+".new", pkg)
	build.Dir = moduleDir
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", name, err, output)
	}
	t.report("built %s in %s", name, time.Since(start).Round(time.Second))
	return os.Rename(binary+".new", binary)
}

// linkerFlags stamps the version, which a build from a module would leave at v0.0.0: kubectl
// version, node objects and Helm's kubeVersion check read it.
func (t Tools) linkerFlags() string {
	const versionPackage = "k8s.io/component-base/version"
	major, rest, _ := strings.Cut(strings.TrimPrefix(t.kubernetes, "v"), ".")
	minor, _, _ := strings.Cut(rest, ".")
	return fmt.Sprintf("-s -w -X %[1]s.gitVersion=%[2]s -X %[1]s.gitMajor=%[3]s -X %[1]s.gitMinor=%[4]s -X %[1]s.gitTreeState=clean",
		versionPackage, t.kubernetes, major, minor)
}

func isExecutable(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}
