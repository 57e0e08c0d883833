package scenarios

import (
	"strings"
	"testing"

	"tenure.dev/tests/cluster/scenario"
)

// What an admin sees who edits the ConfigMap, through the real API server.
func TestEditsOfThePolicy(t *testing.T) {
	t.Parallel()
	installation := cluster.Install(t, "policy-edits", scenario.Setting{Register: scenario.AskAboutEditsAnywhere})
	namespace := cluster.Namespace(t, installation)
	policy, err := cluster.DefaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	namespace.MustKubectl(t, scenario.PolicyConfigMap(policy), "apply", "--filename", "-")

	t.Run("a bad edit is refused, with the place in the policy", func(t *testing.T) {
		bad := scenario.PolicyConfigMap("apiVersion: tenure.dev/v1\nkind: Policy\nmode: forced\n")
		answer := namespace.Kubectl(t, bad, "apply", "--filename", "-")
		if !answer.Failed || !strings.Contains(answer.Said, "policy.yaml:3:7: mode: ") {
			t.Errorf("failed: %t; kubectl said: %s", answer.Failed, answer.Said)
		}
	})
	t.Run("a dry run tells what the edit would change", func(t *testing.T) {
		namespace.Create(t, cluster.Pod("assembly", scenario.Long))
		edited := strings.Replace(policy, "tolerateNodeLoss: 1h", "tolerateNodeLoss: 2h", 1)
		answer := namespace.MustKubectl(t, scenario.PolicyConfigMap(edited), "apply", "--dry-run=server", "--filename", "-")
		for _, warning := range []string{"Warning: replay: 1 of 1 pods would change", "Warning: replay: 1 would get other protections (disruption 1)"} {
			if !strings.Contains(answer.Said, warning) {
				t.Errorf("kubectl does not say %q but: %s", warning, answer.Said)
			}
		}
	})
	t.Run("another ConfigMap is nobody's business", func(t *testing.T) {
		other := strings.Replace(scenario.PolicyConfigMap("no: policy"), scenario.PolicyName, "other", 1)
		answer := namespace.MustKubectl(t, other, "apply", "--filename", "-")
		expectEqual(t, "what kubectl says", answer.Said, "")
	})
	t.Run("its deletion is answered with a warning", func(t *testing.T) {
		answer := namespace.MustKubectl(t, "", "delete", "configmap", scenario.PolicyName)
		if !strings.Contains(answer.Said, "Warning: tenure goes on with the last good policy") {
			t.Errorf("kubectl said: %s", answer.Said)
		}
	})
	t.Run("without a server it passes", func(t *testing.T) {
		installation.StopListening()
		namespace.MustKubectl(t, scenario.PolicyConfigMap("no: policy"), "apply", "--filename", "-")
	})
}
