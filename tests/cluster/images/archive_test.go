package images

import (
	"archive/tar"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func archiveOf(t *testing.T, name, content string) string {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "image.tar"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	writer := tar.NewWriter(file)
	defer writer.Close()
	if err := writer.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(content))}); err != nil {
		t.Fatal(err)
	}
	if _, err := writer.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	return file.Name()
}

func TestNameInAnArchive(t *testing.T) {
	archive := archiveOf(t, "./index.json", `{"manifests": [{"annotations": {"org.opencontainers.image.ref.name": "localhost/a:1"}}]}`)
	if name, err := NameIn(archive); name != "localhost/a:1" || err != nil {
		t.Errorf("got %q, %v", name, err)
	}
}

func TestWhatIsNoImageIsSaid(t *testing.T) {
	if _, err := NameIn(archiveOf(t, "manifest.json", "{}")); err == nil || !strings.Contains(err.Error(), "no OCI archive") {
		t.Errorf("an archive without an index: %v", err)
	}
	if _, err := NameIn(archiveOf(t, "index.json", `{"manifests": []}`)); err == nil || !strings.Contains(err.Error(), "0 images") {
		t.Errorf("an index of nothing: %v", err)
	}
}
