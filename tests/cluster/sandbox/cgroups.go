package sandbox

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const cgroupMount = "/sys/fs/cgroup"

// Cgroup is the control group, in every hierarchy, under which the node's pods live. Two checkouts
// on a machine have different ones.
func (s Sandbox) Cgroup() string {
	hash := fnv.New32a()
	hash.Write([]byte(s.Dir))
	return fmt.Sprintf("/tenure-cluster-%08x", hash.Sum32())
}

// CgroupV2 tells whether the machine has the unified hierarchy alone.
func CgroupV2() bool {
	_, err := os.Stat(cgroupMount + "/cgroup.controllers")
	return err == nil
}

// CreateCgroups makes the node's root in every hierarchy that the machine has.
func (s Sandbox) CreateCgroups() error {
	if CgroupV2() {
		return s.createUnified()
	}
	hierarchies, err := filepath.Glob(cgroupMount + "/*")
	if err != nil {
		return err
	}
	for _, hierarchy := range hierarchies {
		if filepath.Base(hierarchy) == "unified" || isLink(hierarchy) {
			continue
		}
		if err := os.MkdirAll(hierarchy+s.Cgroup(), 0o755); err != nil {
			return err
		}
	}
	// A new cpuset is empty, and an empty one takes no process.
	for _, file := range []string{"cpuset.cpus", "cpuset.mems"} {
		value, err := os.ReadFile(cgroupMount + "/cpuset/" + file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(cgroupMount+"/cpuset"+s.Cgroup()+"/"+file, value, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (s Sandbox) createUnified() error {
	root := cgroupMount + s.Cgroup()
	if err := os.MkdirAll(root, 0o755); err != nil {
		return err
	}
	for _, parent := range []string{cgroupMount, root} {
		for _, controller := range []string{"+cpu", "+cpuset", "+memory", "+pids"} {
			if err := os.WriteFile(parent+"/cgroup.subtree_control", []byte(controller), 0o644); err != nil {
				return fmt.Errorf("control group %s does not give %s: %w", parent, controller, err)
			}
		}
	}
	return nil
}

func isLink(file string) bool {
	info, err := os.Lstat(file)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// removeCgroups takes the empty groups away, innermost first. The kernel needs a moment after the
// last process before it lets go.
func (s Sandbox) removeCgroups() error {
	var left []string
	gone := eventually(10*time.Second, func() bool {
		left = s.cgroups()
		for _, group := range left {
			os.Remove(group) // fails while busy: then the next round tries again
		}
		left = s.cgroups()
		return len(left) == 0
	})
	if !gone {
		return errors.New("control groups are still busy: " + strings.Join(left, " "))
	}
	return nil
}

// cgroups lists what is below, and including, our groups, innermost first.
func (s Sandbox) cgroups() []string {
	roots, _ := filepath.Glob(cgroupMount + "/*" + s.Cgroup())
	roots = append(roots, cgroupMount+s.Cgroup())
	var found []string
	for _, root := range roots {
		if isLink(filepath.Dir(root)) {
			continue
		}
		filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.IsDir() {
				found = append(found, path)
			}
			return nil
		})
	}
	slices.Reverse(found)
	return found
}
