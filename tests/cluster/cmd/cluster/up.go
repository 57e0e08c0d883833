package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"tenure.dev/tests/cluster/node"
)

const (
	firstProcessCommand = "first-process"
	superviseCommand    = "supervise"
	bringUpTimeout      = 5 * time.Minute
)

// up returns when the cluster can be used. Whatever goes wrong, or an interrupt, undoes it all.
func (h harness) up(ctx context.Context) error {
	if _, running := h.sandbox.Running(); running {
		progress("the cluster is up already")
		return nil
	}
	if err := h.down(); err != nil { // what a crash may have left
		return err
	}
	if err := h.bringUp(ctx); err != nil {
		return errors.Join(err, h.keepLogs(), h.down())
	}
	progress("the cluster is up: ./dev cluster kubectl get nodes")
	return nil
}

func (h harness) bringUp(ctx context.Context) error {
	plan, err := h.plan(ctx)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(h.sandbox.Path("logs"), 0o755); err != nil {
		return err
	}
	if err := plan.write(h.sandbox.Path("plan.json")); err != nil {
		return err
	}
	log, err := os.Create(h.sandbox.Path("logs", "supervisor.log"))
	if err != nil {
		return err
	}
	defer log.Close()
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer read.Close()
	err = h.sandbox.Start(log, write, firstProcessCommand)
	write.Close()
	if err != nil {
		return err
	}
	return followProgress(ctx, read)
}

// followProgress repeats what the supervisor reports until it says that it is done, or ends.
func followProgress(ctx context.Context, reports *os.File) error {
	ctx, cancel := context.WithTimeout(ctx, bringUpTimeout)
	defer cancel()
	defer context.AfterFunc(ctx, func() { reports.SetReadDeadline(time.Now()) })()
	for lines := bufio.NewScanner(reports); lines.Scan(); {
		if lines.Text() == doneReport {
			return nil
		}
		progress("%s", lines.Text())
	}
	if ctx.Err() != nil {
		return fmt.Errorf("bringing the cluster up: %w", ctx.Err())
	}
	return errors.New("the cluster did not come up; its logs are in build/cluster/failed")
}

// keepLogs saves the logs of a cluster that failed from being removed with it.
func (h harness) keepLogs() error {
	kept := h.root + "/build/cluster/failed"
	if err := os.RemoveAll(kept); err != nil {
		return err
	}
	return os.Rename(h.sandbox.Path("logs"), kept)
}

func (h harness) down() error {
	return h.sandbox.Stop()
}

// nodeObstacle is why there will be no real node; nil where there will be one.
func (h harness) nodeObstacle() error {
	wish := os.Getenv("CLUSTER_NODE")
	if wish == "off" {
		return errors.New("CLUSTER_NODE=off")
	}
	return node.Obstacle(h.root, h.cache.Dir)
}
