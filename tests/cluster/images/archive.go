package images

import (
	"archive/tar"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
)

// NameIn reads the name that `./dev image` gave to the image in an OCI archive.
func NameIn(archive string) (string, error) {
	file, err := os.Open(archive)
	if err != nil {
		return "", err
	}
	defer file.Close()
	for files := tar.NewReader(file); ; {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			return "", fmt.Errorf("%s has no index.json: it is no OCI archive", archive)
		}
		if err != nil {
			return "", fmt.Errorf("%s: %w", archive, err)
		}
		if path.Clean(header.Name) == "index.json" {
			return nameInIndex(files)
		}
	}
}

// nameInIndex: OCI image layout specification, annotation org.opencontainers.image.ref.name.
func nameInIndex(index io.Reader) (string, error) {
	var read struct {
		Manifests []struct{ Annotations map[string]string }
	}
	if err := json.NewDecoder(index).Decode(&read); err != nil {
		return "", err
	}
	if len(read.Manifests) != 1 {
		return "", fmt.Errorf("the archive holds %d images, want one", len(read.Manifests))
	}
	return read.Manifests[0].Annotations["org.opencontainers.image.ref.name"], nil
}
