package scenarios

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tenure.dev/tests/cluster/images"
	"tenure.dev/tests/cluster/scenario"
)

// updateExpected asks for what is written down to be written anew, and read in the diff.
const updateExpected = "TENURE_UPDATE_EXPECTED"

// What differs from run to run.
var (
	aCredential = regexp.MustCompile(`X509SHA256=[0-9a-f]{64}`) // of the admin, whom each cluster makes anew
	aHash       = regexp.MustCompile(`\b[0-9a-f]{12}\b`)        // of a program, with the name of its image
	aPolicy     = regexp.MustCompile(`\\"policy\\":\\"[0-9a-f]{12}\\"`)
	aRelease    = regexp.MustCompile(`\\"version\\":\\"[^\\]*\\"`)
	aTime       = regexp.MustCompile(`[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z`)
	aToken      = regexp.MustCompile(`kube-api-access-[a-z0-9]{5}`)
	aUID        = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
	aVersion    = regexp.MustCompile(`"resourceVersion": "[0-9]+"`)
)

// expectWrittenDown compares with testdata/NAME.json.
func expectWrittenDown(t *testing.T, name string, parts ...any) {
	t.Helper()
	encoded, err := json.MarshalIndent(parts, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(encoded), cluster.Busybox, "BUSYBOX") + "\n"
	text = aToken.ReplaceAllString(text, "kube-api-access-RANDOM")
	text = aPolicy.ReplaceAllString(text, `\"policy\":\"POLICY\"`)
	text = aHash.ReplaceAllString(text, "HASH")
	text = aRelease.ReplaceAllString(text, `\"version\":\"VERSION\"`)
	if want := writtenDown(t, filepath.Join("tests/cluster/scenarios/testdata", name+".json"), text); text != want {
		t.Errorf("%s is stored as:\n%s\nwritten down:\n%s", name, text, want)
	}
}

// expectRecorded compares what the API server sent with tests/data/reviews/NAME.json, which tests
// without a cluster send to the server. What differs from run to run is made the same; POLICY and
// VERSION stand for those of the server.
func expectRecorded(t *testing.T, namespace scenario.Namespace, name string, record scenario.Record) {
	t.Helper()
	if cluster.Busybox != images.Busybox {
		return // folders are named after a hash of the image
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, record.Sent, "", " "); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	text := strings.ReplaceAll(strings.TrimSpace(indented.String()), namespace.Name, "science") + "\n"
	seen := map[string]string{}
	text = aUID.ReplaceAllStringFunc(text, func(one string) string {
		if seen[one] == "" {
			seen[one] = fmt.Sprintf("%08d-0000-4000-8000-000000000000", len(seen)+1)
		}
		return seen[one]
	})
	text = aCredential.ReplaceAllString(text, "X509SHA256="+strings.Repeat("0", 64))
	text = aTime.ReplaceAllString(text, "2026-08-01T12:00:00Z")
	text = aVersion.ReplaceAllString(text, `"resourceVersion": "7"`)
	text = aToken.ReplaceAllString(text, "kube-api-access-x2v4q")
	text = aPolicy.ReplaceAllString(text, `\"policy\":\"POLICY\"`)
	text = aRelease.ReplaceAllString(text, `\"version\":\"VERSION\"`)
	want := writtenDown(t, filepath.Join("tests/data/reviews", name+".json"), text)
	expectEqual(t, name, withoutControllersPart(t, text), withoutControllersPart(t, want))
}

// withoutControllersPart leaves out what depends on how far a controller has come.
func withoutControllersPart(t *testing.T, review string) any {
	t.Helper()
	var read struct{ Request map[string]any }
	if err := json.Unmarshal([]byte(review), &read); err != nil {
		t.Fatal(err)
	}
	for _, which := range []string{"object", "oldObject"} {
		object, _ := read.Request[which].(map[string]any)
		delete(object, "status")
		if metadata, ok := object["metadata"].(map[string]any); ok {
			delete(metadata, "managedFields")
		}
	}
	return read.Request
}

// writtenDown is a file's content, which is written anew first where that is asked for.
func writtenDown(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(cluster.Checkout, name)
	if os.Getenv(updateExpected) != "" {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; write it with %s=1", err, updateExpected)
	}
	return string(want)
}
