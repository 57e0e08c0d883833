package scenarios

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tenure.dev/tests/cluster/scenario"
)

var installSection = regexp.MustCompile("(?s)\n## Install\n.*?```sh\n(.*?)```")

// Not parallel: it installs Tenure for all namespaces.
func TestReadmeInstallsTenure(t *testing.T) {
	lines := installLines(t)
	cluster.PrepareRelease(t)
	t.Cleanup(func() {
		exec.Command(cluster.Kubectl.Program, "--kubeconfig", cluster.Kubectl.Kubeconfig,
			"delete", "job", "first", "--wait=false").Run()
	})
	path := programsOnPath(t)
	for _, line := range lines {
		output := runLine(t, path, line)
		switch {
		case strings.HasPrefix(line, "./dev image"):
			cluster.ImportImage(t, cluster.Checkout+"/build/images/tenure.tar")
		case strings.HasPrefix(line, "kubectl get pods"):
			scenario.Eventually(t, "the first protected pod", func() (bool, string) {
				output = runLine(t, path, line)
				return strings.Contains(output, "long"), output
			})
		}
	}
}

func installLines(t *testing.T) []string {
	t.Helper()
	readme, err := os.ReadFile(cluster.Checkout + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	section := installSection.FindSubmatch(readme)
	if section == nil {
		t.Fatal("README.md has no section Install with commands")
	}
	return strings.Split(strings.TrimSpace(string(section[1])), "\n")
}

// programsOnPath is where the shell finds kubectl and helm.
func programsOnPath(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, program := range map[string]string{"kubectl": cluster.Kubectl.Program, "helm": cluster.Helm.Program} {
		found, err := exec.LookPath(program)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(found, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir + ":" + os.Getenv("PATH")
}

func runLine(t *testing.T, path, line string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "bash", "-c", line)
	command.Dir = cluster.Checkout
	command.Env = append(os.Environ(), "PATH="+path, "KUBECONFIG="+cluster.Kubectl.Kubeconfig)
	output, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", line, err, output)
	}
	return string(output)
}
