package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// mutantTree is a copy of the checkout with a build folder of its own.
type mutantTree struct{ dir string }

func (t mutantTree) binary() string { return filepath.Join(t.dir, "build/tenure") }

// copyChanged writes those files only whose content is another one, and as of now: what an earlier
// mutant has left is built anew, and nothing else. What the checkout no longer has is removed.
const copyChanged = `
	git ls-files -z --cached --others --exclude-standard | xargs -0 sh -c '
		for file; do
			test ! -e "$file" || cmp -s "$file" "$0/$file" || cp --parents --preserve=mode --target-directory "$0" "$file"
		done' "$0"
	cd "$0" && find . -path ./build -prune -o -type f -printf '%P\0' | xargs -0 sh -c '
		for file; do
			test -e "$0/$file" || rm "$file"
		done' "$OLDPWD"`

// prepare copies what git knows or would add, and builds it.
func (t mutantTree) prepare(ctx context.Context, checkout string) error {
	if err := os.MkdirAll(t.dir, 0o755); err != nil {
		return err
	}
	progress("copying the sources, and building them once")
	copying := exec.CommandContext(ctx, "sh", "-c", copyChanged, t.dir)
	copying.Dir = checkout
	if output, err := copying.CombinedOutput(); err != nil {
		return fmt.Errorf("copying the sources: %w\n%s", err, output)
	}
	if err := t.run(ctx, "cmake", "-S", t.dir, "-B", filepath.Join(t.dir, "build"), "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug"); err != nil {
		return err
	}
	return t.build(ctx)
}

func (t mutantTree) build(ctx context.Context) error {
	return t.run(ctx, "cmake", "--build", filepath.Join(t.dir, "build"), "--target", "tenure")
}

func (t mutantTree) patch(ctx context.Context, file string) error {
	return t.run(ctx, "patch", "--silent", "--strip=1", "--input", file)
}

func (t mutantTree) unpatch(ctx context.Context, file string) error {
	return t.run(ctx, "patch", "--silent", "--reverse", "--strip=1", "--input", file)
}

func (t mutantTree) run(ctx context.Context, name string, args ...string) error {
	command := exec.CommandContext(ctx, name, args...)
	command.Dir = t.dir
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, output)
	}
	return nil
}
