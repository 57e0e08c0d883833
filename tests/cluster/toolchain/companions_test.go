package toolchain

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func writeCompanion(t *testing.T, moduleDir, dir string, files map[string]string) {
	t.Helper()
	folder := filepath.Join(moduleDir, "companions", dir)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCompanionsAreKeptByVersionAndByWhatStartsThem(t *testing.T) {
	tools := newTools(t, "")
	path := func(main string) string {
		t.Helper()
		writeCompanion(t, tools.moduleDir, "cert-manager", map[string]string{
			"go.mod": "module example\n\nrequire " + certManagerModule + " v1.2.3\n", "main.go": main})
		found, err := tools.companion("cert-manager", "cert-manager", certManagerModule)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	first := path("package main // one")
	if !strings.HasPrefix(first, "/cache/bin/cert-manager-v1.2.3-") || filepath.Base(first) != "cert-manager" {
		t.Errorf("the program is %s", first)
	}
	if path("package main // two") == first {
		t.Error("another main.go is the same program: an old one would be run")
	}
}

func TestCompanionsThatWereNotBuiltAreNotFound(t *testing.T) {
	tools := newTools(t, "")
	writeCompanion(t, tools.moduleDir, "helm4", map[string]string{"go.mod": "module example\n\nrequire " + helm4Module + " v4.0.0\n"})
	writeCompanion(t, tools.moduleDir, "cert-manager", map[string]string{"go.mod": "module example\n\nrequire " + certManagerModule + " v1.2.3\n"})
	found, err := tools.FindCompanions()
	if err != nil || found != (Companions{}) {
		t.Errorf("found %+v (%v), in a cache that is not there", found, err)
	}
}
