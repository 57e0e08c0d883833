package sandbox

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

func TestRunningTellsAProcessFromALaterOneOfTheSameNumber(t *testing.T) {
	box := Sandbox{Dir: t.TempDir()}
	if _, running := box.Running(); running {
		t.Error("a sandbox that was never started runs")
	}
	if err := box.remember(os.Getpid()); err != nil {
		t.Fatal(err)
	}
	if pid, running := box.Running(); !running || pid != os.Getpid() {
		t.Errorf("the remembered process %d does not run: got %d", os.Getpid(), pid)
	}
	if err := os.WriteFile(box.Path("first-process"), fmt.Appendf(nil, "%d 1\n", os.Getpid()), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, running := box.Running(); running {
		t.Error("a process that started at another time is taken for the sandbox's")
	}
}

func TestStartTimeOfAnEndedProcessIsEmpty(t *testing.T) {
	ended := exec.Command("true")
	if err := ended.Start(); err != nil {
		t.Fatal(err)
	}
	pid := ended.Process.Pid
	if err := ended.Wait(); err != nil {
		t.Fatal(err)
	}
	if got := startTime(pid); got != "" {
		t.Errorf("an ended process started at %s", got)
	}
}

func TestStopOfNothingLeavesNothing(t *testing.T) {
	box := Sandbox{Dir: t.TempDir() + "/run"}
	if err := os.MkdirAll(box.Path("logs"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := box.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(box.Dir); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
}

func TestTwoCheckoutsHaveDifferentCgroups(t *testing.T) {
	if one, other := (Sandbox{Dir: "/a"}).Cgroup(), (Sandbox{Dir: "/b"}).Cgroup(); one == other {
		t.Errorf("both use %s", one)
	}
}
