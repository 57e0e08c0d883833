package scenarios

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"sigs.k8s.io/yaml"

	"tenure.dev/tests/cluster/scenario"
)

// privileged are the labels of a namespace where processes may be saved.
var privileged = []string{"tenure.dev/checkpoint", "privileged", "pod-security.kubernetes.io/enforce", "privileged"}

var allowed = []string{"--allow-capabilities", "SYS_ADMIN,NET_ADMIN,SYS_TIME", "--allow-host-files", "/proc/sys/kernel/ns_last_pid"}

// checkpointPolicy has a strategy with everything that there is, and one whose wrapper only shows
// what it was started with.
const checkpointPolicy = `
apiVersion: tenure.dev/v1
kind: Policy
classes:
- name: long
  match: [{runtime: {atLeast: 6h}}]
  priority: {className: tenure-long, value: 1000000}
  job: {replace: Failed, ignoreDisruptions: true}
  checkpoint: {defaultStrategy: native}
checkpoint:
  strategies:
  - name: native
    mount: /checkpoint
    env: {CHECKPOINT_DIR: <dir>}
  - name: everything
    wrap: [/opt/tenure/tenure-wrap, --dir, <dir>, --image-check, <hash>, --]
    binaries: {image: registry.example/tenure-wrap:1, mount: /opt/tenure}
    mount: /checkpoint
    env: {CHECKPOINT_DIR: <dir>, NODE: {fieldPath: spec.nodeName}}
    files: {/etc/wrap/config.yaml: "dir: <dir>\n", /etc/wrap/other: "\"quoted\" $(X)"}
    hostFiles: [/proc/sys/kernel/ns_last_pid]
    capabilities: [SYS_ADMIN, NET_ADMIN, SYS_TIME]
    seccompProfile: Unconfined
    gracePeriod: {perGi: 4s, plus: 30s}
    labels: {saved: "yes"}
    annotations: {example.com/saved: a b}
    requires: [root, privileged-namespace, explicit-command, stable-identity]
  - name: image-volume
    wrap: [/opt/show/bin/busybox, sh, -c, PRINTING, image-volume]
    binaries: {image: BUSYBOX, mount: /opt/show, imageVolume: true}
    mount: /checkpoint
  - name: stand-in
    wrap: [/opt/show/busybox, sh, -c, PRINTING, stand-in]
    binaries: {image: BUSYBOX, mount: /opt/show, command: [cp, /bin/busybox, <mount>]}
    mount: /checkpoint
`

func checkpointing(t *testing.T, name string) *scenario.Installation {
	policy := strings.NewReplacer("BUSYBOX", cluster.Busybox, "PRINTING", quoted(printing)).Replace(checkpointPolicy)
	return cluster.Install(t, name, scenario.Setting{Policy: policy, Flags: allowed})
}

func saved(strategy string) scenario.Edit {
	return func(pod *corev1.Pod) {
		scenario.Long(pod)
		scenario.Annotate("checkpoint", strategy)(pod)
		scenario.Annotate("checkpoint-claim", "checkpoints")(pod)
	}
}

// Everybody who has an idea of a pod, together: LimitRanger, ServiceAccount, Pod Security, and a mesh
// that comes after us. What is stored is written down in testdata.
func TestCheckpointedPodsAreStoredAsWrittenDown(t *testing.T) {
	own := checkpointing(t, "stored")
	cases := map[string]struct {
		labels []string
		pod    *corev1.Pod
	}{
		"native":            {[]string{"pod-security.kubernetes.io/enforce", "baseline"}, cluster.Pod("native", saved("native"))},
		"native-restricted": {[]string{"pod-security.kubernetes.io/enforce", "restricted"}, cluster.Pod("restricted", saved("native"), restricted)},
		"everything":        {privileged, cluster.Pod("everything", saved("everything"), wholeCommand)},
		"everything-argo": {privileged, cluster.Pod("argo", saved("everything"), func(pod *corev1.Pod) {
			pod.Labels["workflows.argoproj.io/workflow"] = "wf"
			pod.Annotations["workflows.argoproj.io/node-name"] = "wf[0].assemble(2)"
			pod.Spec.Containers[0].Command = []string{"/var/run/argo/argoexec", "emissary", "--", "megahit", "-o", "x"}
		})},
		"image-volume": {[]string{"pod-security.kubernetes.io/enforce", "restricted"}, cluster.Pod("image-volume", saved("image-volume"), restricted)},
		"everything-service-account": {privileged, cluster.Pod("mounted", saved("everything"), wholeCommand, func(pod *corev1.Pod) {
			pod.Spec.AutomountServiceAccountToken = nil
		})},
	}
	for name, wanted := range cases {
		t.Run(name, func(t *testing.T) {
			namespace := cluster.Namespace(t, own, wanted.labels...)
			namespace.MustKubectl(t, limitRangeWithDefaults, "apply", "-f", "-")
			if !slices.Contains(wanted.labels, "restricted") { // the sidecar would be refused
				namespace.OtherWebhook(t, injectSidecar)
			}
			stored := namespace.Create(t, wanted.pod)
			expectWrittenDown(t, name, stored.Annotations, stored.Spec)
		})
	}
}

func TestWrappedJobIsStoredAsWrittenDown(t *testing.T) {
	own := checkpointing(t, "jobs")
	namespace := cluster.Namespace(t, own, privileged...)
	wanted := job("assembly", 1, "sleep 1")
	template := cluster.Pod("", saved("everything"), scenario.Shell("sleep 1"))
	wanted.Spec.Template = corev1.PodTemplateSpec{ObjectMeta: template.ObjectMeta, Spec: template.Spec}
	stored := namespace.CreateJob(t, wanted)
	expectWrittenDown(t, "job", nil, map[string]any{
		"podReplacementPolicy": stored.Spec.PodReplacementPolicy, "podFailurePolicy": stored.Spec.PodFailurePolicy})
}

// What the author of a workload reads, though the pods are refused much later.
func TestWorkloadsAreWarnedOfTheirPods(t *testing.T) {
	own := checkpointing(t, "workloads")
	namespace := cluster.Namespace(t, own)
	for _, kind := range []string{"Deployment", "StatefulSet", "Job"} {
		answer := namespace.MustKubectl(t, workloadOf(t, kind), "apply", "--dry-run=server", "-f", "-")
		if !strings.Contains(answer.Said, "unknown-strategy: ") {
			t.Errorf("nothing is said of a %s's pods: %q", kind, answer.Said)
		}
	}
}

func workloadOf(t *testing.T, kind string) string {
	t.Helper()
	pod := cluster.Pod("", scenario.Annotate("checkpoint", "none-such"), scenario.Label("app", "x"))
	version, spec := "apps/v1", map[string]any{"selector": map[string]any{"matchLabels": map[string]string{"app": "x"}}}
	if kind == "Job" {
		version, spec = "batch/v1", map[string]any{}
	} else {
		pod.Spec.RestartPolicy = corev1.RestartPolicyAlways
	}
	spec["template"] = map[string]any{"metadata": pod.ObjectMeta, "spec": pod.Spec}
	text, err := yaml.Marshal(map[string]any{"apiVersion": version, "kind": kind,
		"metadata": map[string]any{"name": "written"}, "spec": spec})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// printing shows its arguments and what it was given as environment, byte by byte.
const printing = `for argument in "$@"; do printf '%s' "$argument" | od -An -v -tx1 | tr -d ' \n'; echo; done; ` +
	`printf '%s' "$GREETING" | od -An -v -tx1 | tr -d ' \n'; echo`

func odd(command ...string) scenario.Edit {
	return func(pod *corev1.Pod) {
		pod.Spec.Containers[0].Command = command
		pod.Spec.Containers[0].Args = []string{"$(GREETING)", "", "a b", `"quoted" 'twice'`, "$$(GREETING)", "$$", "$(NOBODY)", "é\n", "--", "*"}
		pod.Spec.Containers[0].Env = []corev1.EnvVar{{Name: "GREETING", Value: "good $$(day) é"}}
	}
}

// On the node: what a wrapper hands on is what the program would have got without it.
func TestWrappedProgramGetsEveryByte(t *testing.T) {
	cluster.RequireNode(t)
	own := checkpointing(t, "bytes")
	namespace := cluster.Namespace(t, own)
	namespace.MustKubectl(t, claimOnNode(namespace.Name, t.TempDir()), "apply", "-f", "-")

	namespace.Create(t, cluster.Pod("bare", scenario.Scheduled, odd("sh", "-c", printing, "bare", "first word", "")))
	namespace.Create(t, cluster.Pod("wrapped", scenario.Scheduled, odd("first word", ""),
		scenario.Annotate("checkpoint", "stand-in"), scenario.Annotate("checkpoint-claim", "checkpoints")))
	for _, pod := range []string{"bare", "wrapped"} {
		namespace.WaitPhase(t, pod, corev1.PodSucceeded)
	}
	without := namespace.MustKubectl(t, "", "logs", "bare").Output
	with := namespace.MustKubectl(t, "", "logs", "wrapped").Output
	if without == "" || without != with {
		t.Errorf("without the wrapper:\n%swith it:\n%s", without, with)
	}
}

// A program that writes how far it is, evicted: the next pod goes on.
func TestNativeCheckpointIsResumedAfterAnEviction(t *testing.T) {
	cluster.RequireNode(t)
	own := checkpointing(t, "native")
	namespace := cluster.Namespace(t, own)
	namespace.MustKubectl(t, claimOnNode(namespace.Name, t.TempDir()), "apply", "-f", "-")
	counting := `mkdir -p "$CHECKPOINT_DIR"; at=$(cat "$CHECKPOINT_DIR/at" 2>/dev/null || echo 0); echo "from $at"
trap 'exit 143' TERM
while [ "$at" -lt 30 ]; do at=$((at+1)); echo $at > "$CHECKPOINT_DIR/next"; mv "$CHECKPOINT_DIR/next" "$CHECKPOINT_DIR/at"; sleep 0.5; done; echo done`
	wanted := job("count", 1, counting)
	wanted.Spec.Template.Annotations["tenure.dev/checkpoint-claim"] = "checkpoints"
	namespace.CreateJob(t, wanted)
	first := firstPod(t, namespace)
	namespace.WaitPhase(t, first.Name, corev1.PodRunning)
	scenario.Eventually(t, "the first pod is on its way", func() (bool, string) {
		seen := namespace.MustKubectl(t, "", "exec", first.Name, "--", "sh", "-c", `cat "$CHECKPOINT_DIR/at"`).Output
		return strings.TrimSpace(seen) >= "3", seen
	})
	if err := evict(t, namespace, first.Name); err != nil {
		t.Fatalf("evicting: %v", err)
	}
	stored := namespace.WaitJobComplete(t, "count")
	expectEqual(t, "failures counted", stored.Status.Failed, 0)
	for _, pod := range namespace.List(t) {
		if pod.Status.Phase != corev1.PodSucceeded {
			continue
		}
		output := namespace.MustKubectl(t, "", "logs", pod.Name).Output
		if !strings.HasPrefix(output, "from ") || strings.HasPrefix(output, "from 0\n") || !strings.HasSuffix(output, "done\n") {
			t.Errorf("the replacement did not go on where the first pod was: %q", output)
		}
	}
}

// claimOnNode is a volume of a folder of the node, which outlives pods.
func claimOnNode(namespace, folder string) string {
	return fmt.Sprintf(`
apiVersion: v1
kind: PersistentVolume
metadata: {name: %[1]s}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Delete
  storageClassName: %[1]s
  hostPath: {path: %[2]q, type: DirectoryOrCreate}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: checkpoints}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: %[1]s
  volumeName: %[1]s
  resources: {requests: {storage: 1Gi}}
`, namespace, folder)
}

func wholeCommand(pod *corev1.Pod) {
	pod.Spec.Containers[0].Command = []string{"/bin/solve", "$(INPUT)", "$$(x)", "", "é"}
	pod.Spec.Containers[0].Args = []string{"--threads", "8"}
	pod.Spec.Containers[0].Resources.Requests[corev1.ResourceMemory] = resource.MustParse("2Gi")
}

func quoted(text string) string {
	encoded, _ := json.Marshal(text)
	return string(encoded)
}

// Debian's megahit resumes by itself (--continue): evicted in the middle, it goes on in the next pod,
// does nothing twice, and gives the contigs of a run that was left alone.
func TestMegahitGoesOnByItselfAfterAnEviction(t *testing.T) {
	cluster.RequireNode(t)
	if _, err := exec.LookPath("megahit"); err != nil {
		t.Skip("needs Debian's package megahit on this machine")
	}
	own := checkpointing(t, "megahit")
	namespace := cluster.Namespace(t, own)
	folder := t.TempDir()
	namespace.MustKubectl(t, claimOnNode(namespace.Name, folder), "apply", "-f", "-")
	python(t, "write_reads(%q)", folder+"/reads.fa")
	expected := assembleAlone(t, folder+"/reads.fa")

	wanted := job("assembly", 1, `mkdir -p "$CHECKPOINT_DIR"; trap 'kill $!; exit 143' TERM
python3 /usr/bin/megahit --continue --12 /checkpoint/reads.fa -o "$CHECKPOINT_DIR/out" -t 2 & wait $!`)
	wanted.Spec.Template.Annotations["tenure.dev/checkpoint-claim"] = "checkpoints"
	scenario.MountMachinesPrograms(&wanted.Spec.Template.Spec)
	stored := namespace.CreateJob(t, wanted)
	out := fmt.Sprintf("%s/assembly.%.8s/out", folder, stored.UID)
	logged := func() string {
		log, _ := os.ReadFile(out + "/log")
		return string(log)
	}
	scenario.Eventually(t, "the assembly is at k = 29", func() (bool, string) {
		return strings.Contains(logged(), "contigs from SdBG for k = 29"), logged()
	})
	first := firstPod(t, namespace).Name
	if err := evict(t, namespace, first); err != nil {
		t.Fatalf("evicting: %v", err)
	}
	stored = namespace.WaitJobComplete(t, "assembly")
	expectEqual(t, "failures counted", stored.Status.Failed, 0)
	expectEqual(t, "times that k = 21 was assembled", strings.Count(logged(), "contigs from SdBG for k = 21"), 1)
	python(t, "assert contigs(%q) == contigs(%q) != []", out, expected)
}
