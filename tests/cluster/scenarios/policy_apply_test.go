package scenarios

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"tenure.dev/tests/cluster/scenario"
)

// What an admin does with an edit, on a Deployment of two: through the API server, the kubelet's
// volumes and the servers' polling.

// letBothReplicasDecide: each knows of the pods that were created through it, and either may be asked about
// an edit. The API server dials a replica per connection, and has more of them for creates at once.
func letBothReplicasDecide(t *testing.T, namespace scenario.Namespace) {
	t.Helper()
	const atOnce = 40
	var creates sync.WaitGroup
	for range atOnce {
		creates.Go(func() {
			if _, err := namespace.TryCreate(t, cluster.Pod("", generatedName, scenario.Long)); err != nil {
				t.Error(err)
			}
		})
	}
	creates.Wait()
}

func putEditInForce(t *testing.T) {
	file := policyFile(t, toleratingNodeLossFor(t, "2h"))
	check := cluster.Tenure(t, "policy", "check", file)
	if check.Failed {
		t.Fatalf("tenure policy check: %s", check.Said)
	}
	answer := applyPolicy(t, "y", file)
	if answer.Failed {
		t.Fatal("the edit is not in force")
	}
	for _, impact := range []string{"Warning: replay: ", " would get other protections (disruption "} {
		if !strings.Contains(answer.Output, impact) {
			t.Errorf("the impact was not shown: no %q", impact)
		}
	}
	inForce := "policy " + hashIn(t, check.Output) + " in force after "
	expectEqual(t, "replicas that say so", strings.Count(answer.Output, inForce), 2)
}

func leaveEditUnconfirmed(t *testing.T) {
	before := policyInCluster(t)
	if answer := applyPolicy(t, "n", policyFile(t, toleratingNodeLossFor(t, "3h"))); !answer.Failed {
		t.Error("it says that the policy is in force")
	}
	expectEqual(t, "the policy in the ConfigMap", policyInCluster(t), before)
}

func applyBadEdit(t *testing.T) {
	before := policyInCluster(t)
	if answer := applyPolicy(t, "y", policyFile(t, "mode: forced\n")); !answer.Failed {
		t.Error("a bad policy was applied")
	}
	expectEqual(t, "the policy in the ConfigMap", policyInCluster(t), before)
}

func applyPolicy(t *testing.T, typed, file string) scenario.Answer {
	t.Helper()
	answer := cluster.TenureAtTerminal(t, typed, "policy", "apply", file, "--kubectl", cluster.Kubectl.Program)
	t.Logf("tenure policy apply policy.yaml\n%s%s", answer.Output, answer.Said)
	return answer
}

var checkedHash = regexp.MustCompile(`hash ([0-9a-f]+)`)

func hashIn(t *testing.T, checked string) string {
	t.Helper()
	hash := checkedHash.FindStringSubmatch(checked)
	if hash == nil {
		t.Fatalf("tenure policy check tells no hash: %s", checked)
	}
	return hash[1]
}

func policyInCluster(t *testing.T) string {
	t.Helper()
	return cluster.Kubectl.Must(t, "", "--namespace", scenario.SystemNamespace, "get", "configmap", scenario.PolicyName,
		"--output", `jsonpath={.data.policy\.yaml}`).Output
}

func toleratingNodeLossFor(t *testing.T, duration string) string {
	t.Helper()
	policy, err := cluster.DefaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(policy, "tolerateNodeLoss: 1h", "tolerateNodeLoss: "+duration, 1)
}

func policyFile(t *testing.T, policy string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "policy.yaml")
	if err := os.WriteFile(file, []byte(policy), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}
