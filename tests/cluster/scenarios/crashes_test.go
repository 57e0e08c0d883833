package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenure.dev/tests/cluster/scenario"
)

// What leaves no time for a dump: the Job goes on from the last one that was made while it ran.

func TestKilledPodComesBackFromTheLastIntervalDump(t *testing.T) {
	t.Parallel()
	comesBackFromIntervalDump(t, func(t *testing.T, wrapped scenario.Wrapped, pod string) {
		wrapped.KillContainer(t, pod)
	})
}

// Not parallel: nothing on the node survives.
func TestRebootedNodeBringsTheJobBack(t *testing.T) {
	comesBackFromIntervalDump(t, func(t *testing.T, _ scenario.Wrapped, _ string) {
		cluster.TellNode(t, "reboot")
	})
}

func comesBackFromIntervalDump(t *testing.T, crash func(*testing.T, scenario.Wrapped, string)) {
	t.Helper()
	wrapped := cluster.RunWrapped(t, cluster.CounterJob(scenario.Counting{Megabytes: 64}, "--interval", "2s"))
	first := wrapped.RunningPod(t)
	wrapped.WaitEvent(t, first, "dumped")
	wrapped.WaitCounted(t, 5)
	crash(t, wrapped, first)
	second := wrapped.RunningPod(t, first)
	wrapped.WaitEvent(t, second, "restored")
	finishJob(t, wrapped)
	wrapped.ExpectCountedOnce(t)
}

// The program holds 48 MiB in a file that it has deleted, so that the dump begins and then finds no
// more room.
func TestDiskFullDuringADumpLeavesTheLastGoodOne(t *testing.T) {
	t.Parallel()
	counting := scenario.Counting{Megabytes: 32}
	script := "dd if=/dev/zero of=/tmp/held bs=1M count=48 && exec 5</tmp/held && rm /tmp/held && exec " +
		strings.Join(counting.Command("/checkpoint/program"), " ")
	job := cluster.WrappedJob("counter", cluster.Busybox, []string{"--interval", "0"}, "sh", "-c", script)
	wrapped := cluster.PrepareWrapped(t, job.Name, 250)
	wrapped.InstallCounter(t)
	wrapped.CreateJob(t, job)

	first := wrapped.RunningPod(t)
	wrapped.WaitCounted(t, 5)
	wrapped.AskForDump(t)
	wrapped.WaitEvent(t, first, "dumped")
	filler := wrapped.FillBut(t, 65)
	wrapped.AskForDump(t)
	failure := wrapped.WaitEvent(t, first, "dump-failed")
	if !strings.Contains(failure.Message, "criu dump ended") {
		t.Errorf("the dump never began: %s", failure.Message)
	}
	wrapped.WaitCounted(t, 5)
	if drafts, _ := filepath.Glob(wrapped.CheckpointFolder() + "/*.tmp"); len(drafts) > 0 {
		t.Errorf("left behind: %v", drafts)
	}
	wrapped.KillContainer(t, first)
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	second := wrapped.RunningPod(t, first)
	expectEqual(t, "the generation that came back", wrapped.WaitEvent(t, second, "restored").Generation, 1)
	finishJob(t, wrapped)
	wrapped.ExpectCountedOnce(t)
}
