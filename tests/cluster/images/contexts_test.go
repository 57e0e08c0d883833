package images

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTenureComesWithWhatTheLoaderNames(t *testing.T) {
	rootfs := t.TempDir()
	if err := fillTenure(t.Context(), "../../..", rootfs, "/bin/sh"); err != nil {
		t.Fatal(err)
	}
	var objects []string
	if err := filepath.WalkDir(rootfs, func(path string, _ fs.DirEntry, err error) error {
		objects = append(objects, path)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"libc.so", "ld-linux", "libcurl.so.4"} {
		if !slices.ContainsFunc(objects, func(object string) bool { return strings.Contains(object, part) }) {
			t.Errorf("%v has no %s", objects, part)
		}
	}
}
