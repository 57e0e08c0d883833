package scenarios

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

// An assembly with Debian's megahit, evicted three times, gives the contigs of one that was left
// alone. The pods run the machine's own programs, so that no image has to be made of them.
func TestMegahitEvictedThreeTimesGivesTheSameContigs(t *testing.T) {
	t.Parallel()
	cluster.RequireWrapper(t)
	if _, err := exec.LookPath("megahit"); err != nil {
		t.Skip("needs Debian's package megahit on this machine")
	}
	job := cluster.WrappedJob("assembly", cluster.Busybox, nil,
		"python3", "/usr/bin/megahit", "--12", "/checkpoint/reads.fa", "-o", "/checkpoint/contigs", "-t", "2", "--tmp-dir", "/checkpoint")
	scenario.MountMachinesPrograms(&job.Spec.Template.Spec)
	job.Spec.Template.Spec.Containers[0].Resources.Requests = scenario.Resources("1", "64Mi")
	wrapped := cluster.PrepareWrapped(t, job.Name, 0)
	python(t, "write_reads(%q)", wrapped.Folder+"/reads.fa")
	expected := assembleAlone(t, wrapped.Folder+"/reads.fa")

	for attempt, k := range []int{21, 29, 39} {
		pod := wrapped.StartAttempt(t, job, attempt)
		scenario.Eventually(t, fmt.Sprintf("the assembly is at k = %d", k), func() (bool, string) {
			log, _ := os.ReadFile(wrapped.Folder + "/contigs/log")
			return strings.Contains(string(log), fmt.Sprintf("contigs from SdBG for k = %d", k)), string(log[max(0, len(log)-200):])
		})
		expectEvicted(t, wrapped, pod)
		wrapped.WaitGone(t, pod)
	}
	last := wrapped.WaitPhase(t, wrapped.StartAttempt(t, job, 3), corev1.PodSucceeded)
	expectEqual(t, "the generation that came back", wrapped.WaitEvent(t, last.Name, "restored").Generation, 3)
	python(t, "assert contigs(%q) == contigs(%q) != []", wrapped.Folder+"/contigs", expected)
}

// assembleAlone runs the assembly on this machine and returns its folder.
func assembleAlone(t *testing.T, reads string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "alone")
	if output, err := exec.CommandContext(t.Context(), "megahit", "--12", reads, "-o", folder, "-t", "2").CombinedOutput(); err != nil {
		t.Fatalf("megahit: %v\n%s", err, output)
	}
	return folder
}

// python runs a statement with the functions of tests/wrapper/test_megahit.py.
func python(t *testing.T, statement string, args ...any) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "python3", "-c", "from test_megahit import *; "+fmt.Sprintf(statement, args...))
	command.Dir = filepath.Join(cluster.Checkout, "tests/wrapper")
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
}
