package scenarios

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tenure.dev/tests/cluster/scenario"
)

// Argo CD and Flux compare what is rendered with what runs, again and again: whatever differs from
// one rendering to the next, or is filled in by somebody else, would be changed back for ever.

func TestChartRendersTheSameBytesTwice(t *testing.T) {
	t.Parallel()
	for name, args := range chartVariants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := renderVariant(t, args)
			if first != renderVariant(t, args) {
				t.Error("the second rendering is another")
			}
			if strings.Contains(first, "caBundle") {
				t.Error("a caBundle is rendered that nobody has given: it is for whoever renews the certificate")
			}
		})
	}
}

// notRepeatable are template functions that answer differently each time, or ask the cluster, which
// whoever renders beforehand has none of.
var notRepeatable = regexp.MustCompile(`\b(rand\w+|gen[A-Z]\w+|derivePassword|htpasswd|bcrypt|encryptAES|uuidv4|now|date\w*|lookup|getHostByName|shuffle)\b`)

func TestChartAsksNeitherClockNorChanceNorCluster(t *testing.T) {
	t.Parallel()
	action, comment := regexp.MustCompile(`(?s)\{\{.*?\}\}`), regexp.MustCompile(`^\{\{-?\s*/\*`)
	files := 0
	err := filepath.WalkDir(cluster.Chart()+"/templates", func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		for _, found := range action.FindAllString(string(text), -1) {
			if !comment.MatchString(found) && notRepeatable.MatchString(found) {
				t.Errorf("%s: %s", path, found)
			}
		}
		return err
	})
	if err != nil || files == 0 {
		t.Fatalf("%d templates: %v", files, err)
	}
}

func TestHelm4RendersWhatHelm3Does(t *testing.T) {
	t.Parallel()
	helm4 := cluster.Helm4(t)
	for name, args := range chartVariants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := rootedInChart(args)
			expectEqual(t, "objects", scenario.Objects(t, cluster.RenderChartBy(t, helm4, args...)),
				scenario.Objects(t, cluster.RenderChart(t, args...)))
		})
	}
}

// Not parallel: it installs Tenure for all namespaces.
func TestHelm4InstallsUpgradesAndUninstalls(t *testing.T) {
	helm4 := cluster.Helm4(t)
	release := cluster.PrepareRelease(t).By(helm4)
	release.Install(t, cluster.EarlierChart(t))
	namespace := cluster.Namespace(t, nil)
	release.Upgrade(t, cluster.Chart())
	if answer := release.Test(t); answer.Failed {
		t.Errorf("helm test: %s\n%s", answer.Said, answer.Output)
	}
	expectClass(t, namespace.Create(t, cluster.Pod("assembly", scenario.Long)), "long")
	release.Uninstall(t)
	expectNothingLeft(t, release)
}
