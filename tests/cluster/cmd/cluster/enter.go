package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// asAdmin runs a program in the cluster's network, at our own terminal and in our own folder.
func (h harness) asAdmin(ctx context.Context, commandLine []string) error {
	prefix, err := h.sandbox.Enter(false)
	if err != nil {
		return err
	}
	command := h.command(ctx, append(prefix, commandLine...))
	command.Env = append(os.Environ(), "KUBECONFIG="+h.credentials().AdminKubeconfig())
	return command.Run()
}

// againInCluster runs this program in the cluster's network, in a folder of the checkout.
func (h harness) againInCluster(ctx context.Context, folder string, environment []string, args ...string) error {
	prefix, err := h.sandbox.Enter(false)
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	command := h.command(ctx, append(append(prefix, self), args...))
	command.Dir = filepath.Join(h.root, folder)
	command.Env = append(os.Environ(), environment...)
	return command.Run()
}

// command is ended by an interrupt, not by a kill, when ctx ends: what it started wants to be
// ended by it.
func (h harness) command(ctx context.Context, commandLine []string) *exec.Cmd {
	command := exec.CommandContext(ctx, commandLine[0], commandLine[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGINT) }
	command.WaitDelay = 30 * time.Second
	return command
}
