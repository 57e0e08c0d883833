package scenarios

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

// counting knows where it is by nothing but its memory.
const counting = `
import time
for n in range(1, 61):
    print(n, file=open("/checkpoint/counts", "a"))
    time.sleep(0.25)
`

// The strategy of policies/examples, without any privileges: the job is evicted in the middle, and the
// next pod's process goes on with the next number.
func TestDmtcpStrategyBringsAnEvictedJobBack(t *testing.T) {
	cluster.RequireNode(t)
	program, err := exec.LookPath("dmtcp_launch")
	if err != nil || !strings.HasPrefix(program, "/usr/") {
		t.Skip("needs DMTCP below /usr on this machine, from its source: Debian 12 has no package of it")
	}
	own := cluster.Install(t, "dmtcp", scenario.Setting{Policy: strategy{example: "dmtcp"}.policy(t)})
	namespace := cluster.Namespace(t, own)
	folder := t.TempDir()
	namespace.MustKubectl(t, claimOnNode(namespace.Name, folder), "apply", "-f", "-")
	wanted := job("count", 1, "")
	template := cluster.Pod("", saved("dmtcp"), scenario.Scheduled)
	wanted.Spec.Template = corev1.PodTemplateSpec{ObjectMeta: template.ObjectMeta, Spec: template.Spec}
	main := &wanted.Spec.Template.Spec.Containers[0]
	main.Command = []string{"python3", "-c", counting}
	scenario.MountMachinesPrograms(&wanted.Spec.Template.Spec)
	main.Env = append(main.Env, corev1.EnvVar{Name: "PATH", Value: "/usr/local/bin:/usr/bin:/bin"})
	namespace.CreateJob(t, wanted)

	counted := func() []string {
		text, _ := os.ReadFile(folder + "/counts")
		return strings.Fields(string(text))
	}
	scenario.Eventually(t, "the first pod is on its way", func() (bool, string) {
		return len(counted()) >= 5, strings.Join(counted(), " ")
	})
	if err := evict(t, namespace, firstPod(t, namespace).Name); err != nil {
		t.Fatalf("evicting: %v", err)
	}
	stored := namespace.WaitJobComplete(t, "count")
	expectEqual(t, "failures counted", stored.Status.Failed, 0)
	var each []string
	for n := 1; n <= 60; n++ {
		each = append(each, strconv.Itoa(n))
	}
	expectEqual(t, "what was counted, once each", counted(), each)
}
