package sandbox

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
)

// Component is a long-running program of the cluster.
type Component struct {
	Name    string
	Path    string
	Args    []string
	Env     []string // added to our own
	Dir     string
	LogFile string

	ended atomic.Bool
}

// Run starts the program. What it prints goes to LogFile; that it ended is noted there and in our
// own log, because nothing in a cluster ends by itself.
func (c *Component) Run() error {
	if err := os.MkdirAll(filepath.Dir(c.LogFile), 0o755); err != nil {
		return err
	}
	log, err := os.OpenFile(c.LogFile, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	command := exec.Command(c.Path, c.Args...)
	command.Env = append(os.Environ(), c.Env...)
	command.Dir = c.Dir
	command.Stdout, command.Stderr = log, log
	if err := command.Start(); err != nil {
		return fmt.Errorf("starting %s: %w", c.Name, err)
	}
	go func() {
		defer log.Close()
		err := command.Wait()
		c.ended.Store(true)
		fmt.Fprintf(log, "%s ended: %v\n", c.Name, err)
		fmt.Fprintf(os.Stderr, "%s ended: %v\n", c.Name, err)
	}()
	return nil
}

// Failure describes a program that ended, by the last lines it wrote; nil while it runs.
func (c *Component) Failure() error {
	if !c.ended.Load() {
		return nil
	}
	text, _ := os.ReadFile(c.LogFile)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return fmt.Errorf("%s ended; its last words:\n%s", c.Name, strings.Join(lines[max(0, len(lines)-8):], "\n"))
}
