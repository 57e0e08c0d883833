package toolchain

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

const goMod = `module example

go 1.26.0

require (
	k8s.io/kubernetes v1.36.3
	sigs.k8s.io/kwok v0.8.0
)
`

func newTools(t *testing.T, version string) Tools {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(goMod), 0o644); err != nil {
		t.Fatal(err)
	}
	tools, err := NewTools(Cache{Dir: "/cache"}, dir, version, t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	return tools
}

func TestBinariesAreKeptByVersion(t *testing.T) {
	for version, want := range map[string]string{
		"":        "/cache/bin/kubernetes-v1.36.3/kubelet",
		"1.35.4":  "/cache/bin/kubernetes-v1.35.4/kubelet",
		"v1.35.4": "/cache/bin/kubernetes-v1.35.4/kubelet",
	} {
		if got := newTools(t, version).binary("kubelet", kubernetesModule); got != want {
			t.Errorf("with K8S_VERSION=%q the kubelet is %s, want %s", version, got, want)
		}
	}
	if got, want := newTools(t, "1.35.4").binary("kwok", kwokModule), "/cache/bin/kwok-v0.8.0/kwok"; got != want {
		t.Errorf("kwok is %s, want %s: another Kubernetes changes no companion", got, want)
	}
}

func TestLinkerFlagsStampTheVersion(t *testing.T) {
	flags := newTools(t, "1.35.4").linkerFlags()
	for _, want := range []string{"version.gitVersion=v1.35.4", "version.gitMajor=1", "version.gitMinor=35"} {
		if !strings.Contains(flags, want) {
			t.Errorf("%q lacks %q", flags, want)
		}
	}
}

func TestDerivedModuleReplacesTheStagingModulesOfItsOwnRelease(t *testing.T) {
	published, err := modfile.ParseLax("go.mod", []byte(`module k8s.io/kubernetes
go 1.25.0
require (
	k8s.io/api v0.0.0
	k8s.io/utils v0.0.0-20250604170112-4c0f3b243397
)
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := newTools(t, "1.35.4").goModFor(published)
	if err != nil {
		t.Fatal(err)
	}
	derived, err := modfile.Parse("go.mod", text, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(derived.Replace) != 1 || derived.Replace[0].New.String() != "k8s.io/api@v0.35.4" {
		t.Errorf("want k8s.io/api replaced by v0.35.4, and nothing else:\n%s", text)
	}
}
