package scenarios

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

// strategy is one that Tenure brings along, and a pod that names it.
type strategy struct {
	name     string
	example  string   // of policies/examples; empty: the default policy has it
	flags    []string // of the server
	labels   []string // of the namespace
	edits    []scenario.Edit
	noRepeat bool // it is for pods that run for ever, which no Job makes
}

var baseline = []string{"pod-security.kubernetes.io/enforce", "baseline"}

func strategies() []strategy {
	crik := []string{"--allow-capabilities", "SYS_ADMIN,NET_ADMIN,SYS_TIME,CHECKPOINT_RESTORE,SYS_PTRACE",
		"--allow-host-files", "/proc/sys/kernel/ns_last_pid"}
	return []strategy{
		{name: "native", labels: baseline, edits: []scenario.Edit{saved("native")}},
		{name: "criu", flags: allowed, labels: privileged, edits: []scenario.Edit{saved("criu"), wholeCommand}},
		{name: "crik", example: "crik", flags: crik, labels: privileged,
			edits: []scenario.Edit{saved("crik"), wholeCommand, always}, noRepeat: true},
		{name: "dmtcp", example: "dmtcp", labels: baseline, edits: []scenario.Edit{saved("dmtcp"), wholeCommand}},
		{name: "gvisor", example: "gvisor", labels: baseline, edits: []scenario.Edit{savedElsewhere("gvisor")}},
		{name: "kubelet", example: "kubelet", labels: baseline, edits: []scenario.Edit{savedElsewhere("kubelet")}},
		{name: "operator", example: "checkpoint-restore-operator", labels: baseline,
			edits: []scenario.Edit{savedElsewhere("operator")}},
	}
}

// Every strategy, with everybody who has an idea of a pod: LimitRanger, ServiceAccount, Pod Security,
// RuntimeClass, and a mesh that comes after us. What is stored, of a pod and of a Job, is in testdata;
// what the API server sent is kept for tests without a cluster.
func TestPodsAndJobsOfEachStrategyAreStoredAsWrittenDown(t *testing.T) {
	cluster.Provide(t, sandboxClass)
	for _, wanted := range strategies() {
		t.Run(wanted.name, func(t *testing.T) {
			own := cluster.Install(t, "of-"+wanted.name, scenario.Setting{Policy: wanted.policy(t), Flags: wanted.flags})
			namespace := cluster.Namespace(t, own, wanted.labels...)
			namespace.MustKubectl(t, limitRangeWithDefaults, "apply", "-f", "-")
			namespace.OtherWebhook(t, injectSidecar)

			pod := namespace.Create(t, wanted.pod(wanted.name))
			parts := []any{pod.Labels, pod.Annotations, pod.Spec}
			mutated := recorded(t, own, namespace, "/mutate", wanted.name)
			expectRecorded(t, namespace, "strategies/"+wanted.name+".mutate", mutated)
			expectRecorded(t, namespace, "strategies/"+wanted.name+".validate", recorded(t, own, namespace, "/validate", wanted.name))
			if !wanted.noRepeat {
				stored := namespace.CreateJob(t, wanted.job())
				parts = append(parts, stored.Spec.PodReplacementPolicy, stored.Spec.PodFailurePolicy)
				expectRecorded(t, namespace, "strategies/"+wanted.name+"-job.mutate", recorded(t, own, namespace, "/mutate", stored.Name))
			}
			expectWrittenDown(t, "strategy-"+wanted.name, parts...)
		})
	}
}

func (s strategy) policy(t *testing.T) string {
	t.Helper()
	if s.example == "" {
		return ""
	}
	text, err := os.ReadFile(filepath.Join(cluster.Checkout, "policies/examples", s.example+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (s strategy) pod(name string) *corev1.Pod {
	return cluster.Pod(name, append(slices.Clone(s.edits), mounted)...)
}

func (s strategy) job() *batchv1.Job {
	wanted := job(s.name+"-job", 1, "sleep 1")
	template := s.pod("")
	wanted.Spec.Template = corev1.PodTemplateSpec{ObjectMeta: template.ObjectMeta, Spec: template.Spec}
	return wanted
}

// recorded is the first call about an object, on that path or the one for privileged namespaces.
func recorded(t *testing.T, installation *scenario.Installation, namespace scenario.Namespace, path, name string) scenario.Record {
	t.Helper()
	for _, record := range installation.Calls(t, namespace) {
		if strings.TrimSuffix(record.Path, "/privileged") == path && record.Review.Request.Name == name {
			return record
		}
	}
	t.Fatalf("the API server did not ask %s about %s", path, name)
	return scenario.Record{}
}

// savedElsewhere is for strategies that keep nothing on a claim.
func savedElsewhere(strategy string) scenario.Edit {
	return func(pod *corev1.Pod) {
		scenario.Long(pod)
		scenario.Annotate("checkpoint", strategy)(pod)
	}
}

func always(pod *corev1.Pod) { pod.Spec.RestartPolicy = corev1.RestartPolicyAlways }

// mounted is a pod with the token of its service account, as most are.
func mounted(pod *corev1.Pod) { pod.Spec.AutomountServiceAccountToken = nil }

// sandboxClass is what a cluster with gVisor has. The plugin RuntimeClass adds the overhead in the
// second round, and none but its own.
const sandboxClass = `
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: gvisor}
handler: runsc
overhead: {podFixed: {cpu: 20m, memory: 32Mi}}
`
