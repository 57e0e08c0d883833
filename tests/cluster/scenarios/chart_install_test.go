package scenarios

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"tenure.dev/tests/cluster/scenario"
)

// None of these is parallel: each wants the node, and all namespaces, for itself.

// createsOfUsers, per second, are those of a busy cluster; not so many that this machine fails them.
const createsOfUsers = 20

func TestChartFromInstallToUninstall(t *testing.T) {
	release := cluster.PrepareRelease(t) // with the certificate that its own Job makes
	release.Install(t, cluster.EarlierChart(t))
	namespace := cluster.Namespace(t, nil)
	creates := startCreating(t, namespace, createsOfUsers)

	live(t, release)
	release.Uninstall(t)

	total, failures := creates.stop()
	t.Logf("%d pods created, from the first installation to the end of it", total)
	expectNoFailures(t, total, failures)
	expectNothingLeft(t, release)
}

// With Fail the pods that were on their way to a killed server are refused, and no others.
func TestHighlyAvailableChartFromUpgradeToUninstall(t *testing.T) {
	release := cluster.PrepareRelease(t, "--values", cluster.Chart()+"/values-ha.yaml")
	release.Install(t, cluster.EarlierChart(t))
	namespace := cluster.Namespace(t, nil)

	quiet := startCreating(t, namespace, createsPerSecond)
	release.Upgrade(t, cluster.Chart())
	for range restarts {
		release.Restart(t)
	}
	total, failures := quiet.stop()
	t.Logf("%d pods created through an upgrade and %d restarts of three replicas", total, restarts)
	expectNoFailures(t, total, failures)

	killed := startCreating(t, namespace, createsOfUsers)
	cluster.KillReplica(t)
	total, failures = killed.stop()
	t.Logf("kill -9 of one replica of three: %d of %d creates refused", len(failures), total)
	for _, failure := range failures {
		if !strings.Contains(failure.Error(), "failed calling webhook") {
			t.Errorf("refused for another reason: %v", failure)
		}
	}
	if len(failures) > createsOfUsers {
		t.Errorf("%d creates were refused: more than those of a second", len(failures))
	}

	leaving := startCreating(t, namespace, createsOfUsers)
	release.Uninstall(t)
	leaving.waitFor(t, createsOfUsers) // it may be gone in less than a second
	total, failures = leaving.stop()
	expectNoFailures(t, total, failures)
	expectNothingLeft(t, release)
}

// live is what an installation goes through in a year.
func live(t *testing.T, release scenario.Release) {
	t.Helper()
	release.Upgrade(t, cluster.Chart())
	if answer := release.Test(t); answer.Failed {
		t.Errorf("helm test: %s\n%s", answer.Said, answer.Output)
	}
	namespace := cluster.Namespace(t, nil)
	stored := namespace.Create(t, cluster.Pod("assembly", scenario.Long))
	expectClass(t, stored, "long")
	expectLongPriority(t, stored)
	if _, err := namespace.TryCreate(t, cluster.Pod("typo", scenario.Annotate("class", "lnog"))); err == nil {
		t.Error("a pod of an unknown class was admitted")
	}
	for range restarts {
		release.Restart(t)
	}
	cluster.KillReplica(t)
}

func TestHelmTestSeesAWrongPriorityClass(t *testing.T) {
	release := cluster.PrepareRelease(t).WithCertificate(t)
	release.Install(t, cluster.Chart())
	replacePriorityClass(t, "tenure-long", 7)
	if answer := release.Test(t); !answer.Failed || !strings.Contains(answer.Said, "priority") {
		t.Errorf("helm test does not name the priority: %s\n%s", answer.Said, answer.Output)
	}
	left := cluster.Kubectl.Must(t, "", "get", "pods,configmaps", "--all-namespaces",
		"--selector", "app.kubernetes.io/name=tenure-test", "--output", "name", "--ignore-not-found").Output
	expectEqual(t, "what the failed helm test has left", left, "")
}

func replacePriorityClass(t *testing.T, name string, value int32) {
	t.Helper()
	classes := cluster.Client.SchedulingV1().PriorityClasses()
	class, err := classes.Get(t.Context(), name, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := classes.Delete(t.Context(), name, metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	class.ResourceVersion, class.UID, class.Value = "", "", value
	if _, err := classes.Create(t.Context(), class, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
}

func TestLongPodsThatNobodyDecidedUponAreRefusedWhereAsked(t *testing.T) {
	release := cluster.PrepareRelease(t, "--set", "failClosed.enabled=true").WithCertificate(t)
	release.Install(t, cluster.Chart())
	namespace := cluster.Namespace(t, nil)
	scenario.Eventually(t, "long pods are decided upon and admitted", func() (bool, string) {
		err := namespace.DryRun(t, cluster.Pod("decided", scenario.Long))
		return err == nil, "refused"
	})
	cluster.Kubectl.Must(t, "", "--namespace", scenario.SystemNamespace, "scale", "deployment/tenure", "--replicas=0")
	scenario.Eventually(t, "long pods are refused while no server answers", func() (bool, string) {
		err := namespace.DryRun(t, cluster.Pod("undecided", scenario.Long))
		return err != nil && strings.Contains(err.Error(), "Tenure did not answer"), "admitted"
	})
	for _, pod := range []*corev1.Pod{cluster.Pod("short", scenario.Short), cluster.Pod("nobody")} {
		if err := namespace.DryRun(t, pod); err != nil {
			t.Errorf("pod %s does not ask to be long, and is refused: %v", pod.Name, err)
		}
	}
}

func expectNothingLeft(t *testing.T, release scenario.Release) {
	t.Helper()
	for _, name := range release.Leftovers(t) {
		t.Errorf("%s is left", name)
	}
}
