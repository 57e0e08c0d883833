package scenario

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"

	"tenure.dev/tests/cluster/images"
)

// Counting is tests/wrapper/jobs/counter.c: it counts, with nothing but its memory to know where it
// is, and checks every byte of a filled buffer at the end.
type Counting struct {
	Megabytes int
	Status    int // its exit status
}

const (
	countTo    = 1000000 // it is told to finish long before
	countDelay = 100     // milliseconds between two counts
	countFile  = "counts"
	finishFile = "finish"
)

// Command counts into a file on the claim. After a rewind, the file holds each count once.
func (c Counting) Command(program string) []string {
	return []string{program, strconv.Itoa(countTo), strconv.Itoa(c.Megabytes), strconv.Itoa(c.Status), strconv.Itoa(countDelay),
		checkpointMount + "/" + countFile, checkpointMount + "/" + finishFile}
}

// CounterJob runs the counter in an image that holds nothing else.
func (c *Cluster) CounterJob(counting Counting, options ...string) *batchv1.Job {
	return c.WrappedJob("counter", images.Counter, options, counting.Command("/counter")...)
}

// InstallCounter puts the counter onto the claim, as /checkpoint/program.
func (w Wrapped) InstallCounter(t *testing.T) {
	t.Helper()
	program, err := os.ReadFile(filepath.Join(w.cluster.Checkout, "build/release/tests/wrapper/counter"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.Folder, "program"), program, 0o755); err != nil {
		t.Fatal(err)
	}
}

func (w Wrapped) counts(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(w.Folder, countFile))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return lines(text)
}

// WaitCounted returns when the counter is so much further than it was.
func (w Wrapped) WaitCounted(t *testing.T, further int) {
	t.Helper()
	start := len(w.counts(t))
	Eventually(t, fmt.Sprintf("the counter counts %d further than %d", further, start), func() (bool, string) {
		now := len(w.counts(t))
		return now >= start+further, strconv.Itoa(now)
	})
}

// Finish tells the counter to check its memory and end.
func (w Wrapped) Finish(t *testing.T) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(w.Folder, finishFile), nil, 0o644); err != nil {
		t.Fatal(err)
	}
}

// ExpectCountedOnce fails the test where a count was lost or repeated, or memory came back wrong.
func (w Wrapped) ExpectCountedOnce(t *testing.T) {
	t.Helper()
	got := w.counts(t)
	if len(got) < 2 {
		t.Fatalf("the counter said %q", got)
	}
	last := len(got) - 1
	for i, line := range got[:last] {
		if want := fmt.Sprintf("count %d", i+1); line != want {
			t.Fatalf("line %d of the counter's output is %q, want %q", i+1, line, want)
		}
	}
	if got[last] != "done, 0 bad bytes" {
		t.Errorf("the counter's last word is %q", got[last])
	}
}

func lines(text []byte) []string {
	return strings.FieldsFunc(string(text), func(r rune) bool { return r == '\n' })
}
