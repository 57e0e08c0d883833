package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"tenure.dev/tests/cluster/images"
	"tenure.dev/tests/cluster/toolchain"
)

// prepareWrapper makes the image of tenure-wrap and a job for it known to the node, and tells the
// scenarios how to do things to that node. Without the image, they are skipped.
func (h harness) prepareWrapper(ctx context.Context, runtime toolchain.Runtime) ([]string, error) {
	archive := filepath.Join(h.root, "build/images/tenure-wrap.tar")
	if _, err := os.Stat(archive); err != nil {
		progress("no image of tenure-wrap: its scenarios are skipped; ./dev image tenure-wrap makes it")
		return nil, nil
	}
	name, err := images.NameIn(archive)
	if err != nil {
		return nil, err
	}
	counter := h.sandbox.Path("images", "counter.tar")
	if err := h.buildCounter(ctx, counter); err != nil {
		return nil, err
	}
	for _, each := range []string{archive, counter} {
		if err := h.importImage(ctx, runtime, each); err != nil {
			return nil, err
		}
	}
	enter, err := h.sandbox.Enter(true)
	first, _ := h.sandbox.Running()
	return []string{
		"TENURE_WRAP_IMAGE=" + name,
		"CLUSTER_VOLUMES=" + h.sandbox.Path("volumes"),
		fmt.Sprintf("CLUSTER_NODE_ROOT=/proc/%d/root", first),
		"CLUSTER_ENTER_NODE=" + strings.Join(enter, " "),
		"CLUSTER_CTR=" + runtime.Ctr(),
		"CLUSTER_NODE_CONTROL=" + h.nodeControl(),
	}, err
}

func (h harness) buildCounter(ctx context.Context, archive string) error {
	buildah, err := toolchain.Buildah(ctx, progress)
	if err != nil {
		return err
	}
	counter := filepath.Join(h.root, "build/release/tests/wrapper/counter")
	return images.Builder{Buildah: buildah}.BuildCounter(ctx, counter, archive)
}
