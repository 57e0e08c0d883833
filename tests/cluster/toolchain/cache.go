// Package toolchain gets the programs that a cluster is made of: Kubernetes and its companions
// compiled from Go modules, the container runtime from Debian packages. Everything is kept in a
// cache outside the checkout, so that it is built once per version and machine.
package toolchain

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// Cache is a folder that survives clusters and checkouts.
type Cache struct{ Dir string }

// OpenCache uses $XDG_CACHE_HOME/tenure/cluster, or ~/.cache/tenure/cluster.
func OpenCache() (Cache, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return Cache{}, err
	}
	cache := Cache{Dir: filepath.Join(base, "tenure", "cluster")}
	return cache, os.MkdirAll(cache.Dir, 0o755)
}

func (c Cache) path(parts ...string) string {
	return filepath.Join(append([]string{c.Dir}, parts...)...)
}

// lock keeps two harnesses from filling the cache at once. The kernel releases it if we die.
func (c Cache) lock() (unlock func(), err error) {
	file, err := os.OpenFile(c.path("lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		file.Close()
		return nil, fmt.Errorf("locking the cache %s: %w", c.Dir, err)
	}
	return func() { file.Close() }, nil
}
