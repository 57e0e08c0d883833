package images

import (
	"slices"
	"strings"
	"testing"
)

func TestSharedObjectsAreWhatTheLoaderNames(t *testing.T) {
	objects, err := sharedObjects(t.Context(), "/bin/sh")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"libc.so", "ld-linux"} {
		if !slices.ContainsFunc(objects, func(object string) bool { return strings.Contains(object, part) }) {
			t.Errorf("%v has no %s", objects, part)
		}
	}
}
