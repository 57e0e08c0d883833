package scenario

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	checkpointMount = "/checkpoint"
	programsMount   = "/opt/tenure"
	checkpointed    = 85 // tenure-wrap's exit status after a dump on SIGTERM
	checkpointClaim = "checkpoints"
)

// Wrapped is a Job whose program tenure-wrap checkpoints, spelled out as a user would without a
// webhook.
type Wrapped struct {
	Namespace
	Name   string
	Folder string // of the claim, as this machine sees it
}

// RequireWrapper skips the scenario where no wrapped pod can run.
func (c *Cluster) RequireWrapper(t *testing.T) {
	t.Helper()
	c.RequireOwnNode(t)
	if c.wrapImage == "" {
		t.Skip("needs the image of tenure-wrap: ./dev image tenure-wrap")
	}
}

// WrapImage is the image of tenure-wrap on the node.
func (c *Cluster) WrapImage() string { return c.wrapImage }

// WrappedJob describes the Job. Its program finds the claim under /checkpoint.
func (c *Cluster) WrappedJob(name, image string, options []string, command ...string) *batchv1.Job {
	wrapped := append([]string{programsMount + "/tenure-wrap", "--dir", checkpointMount + "/" + name}, options...)
	replacement, backoff := batchv1.Failed, int32(6)
	return &batchv1.Job{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec: batchv1.JobSpec{
			BackoffLimit:         &backoff,
			PodReplacementPolicy: &replacement, // never a second copy while the first still dumps
			PodFailurePolicy: &batchv1.PodFailurePolicy{Rules: []batchv1.PodFailurePolicyRule{
				{Action: batchv1.PodFailurePolicyActionIgnore, OnExitCodes: &batchv1.PodFailurePolicyOnExitCodesRequirement{
					Operator: batchv1.PodFailurePolicyOnExitCodesOpIn, Values: []int32{checkpointed}}},
				{Action: batchv1.PodFailurePolicyActionIgnore, OnPodConditions: []batchv1.PodFailurePolicyOnPodConditionsPattern{
					{Type: corev1.DisruptionTarget, Status: corev1.ConditionTrue}}},
			}},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"tenure.test/wrapped": name}},
				Spec:       c.wrappedPod(image, append(append(wrapped, "--"), command...)),
			},
		},
	}
}

func (c *Cluster) wrappedPod(image string, command []string) corev1.PodSpec {
	never, grace := false, int64(60)
	programs := corev1.VolumeMount{Name: "programs", MountPath: programsMount}
	return corev1.PodSpec{
		RestartPolicy:                 corev1.RestartPolicyNever,
		AutomountServiceAccountToken:  &never,
		TerminationGracePeriodSeconds: &grace,
		InitContainers: []corev1.Container{{
			Name: "tenure-wrap", Image: c.wrapImage, ImagePullPolicy: corev1.PullNever,
			Command: []string{"/tenure-wrap", "install", programsMount}, VolumeMounts: []corev1.VolumeMount{programs},
		}},
		Containers: []corev1.Container{{
			Name: "main", Image: image, ImagePullPolicy: corev1.PullNever, Command: command,
			Resources: corev1.ResourceRequirements{Requests: Resources("100m", "32Mi")},
			SecurityContext: &corev1.SecurityContext{
				Capabilities:   &corev1.Capabilities{Add: []corev1.Capability{"SYS_ADMIN", "NET_ADMIN", "SYS_TIME"}},
				SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeUnconfined},
			},
			VolumeMounts: []corev1.VolumeMount{programs, {Name: "checkpoints", MountPath: checkpointMount}},
		}},
		Volumes: []corev1.Volume{
			{Name: "programs", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
			{Name: "checkpoints", VolumeSource: corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{
				ClaimName: checkpointClaim}}},
		},
	}
}

// RunWrapped makes a namespace, the claim and the Job.
func (c *Cluster) RunWrapped(t *testing.T, job *batchv1.Job) Wrapped {
	t.Helper()
	wrapped := c.PrepareWrapped(t, job.Name, 0)
	wrapped.CreateJob(t, job)
	return wrapped
}

// PrepareWrapped makes all but the Job. The claim has so many megabytes, if not 0.
func (c *Cluster) PrepareWrapped(t *testing.T, job string, megabytes int) Wrapped {
	t.Helper()
	c.RequireWrapper(t)
	namespace := c.Namespace(t, nil)
	return Wrapped{Namespace: namespace, Name: job, Folder: namespace.Claim(t, checkpointClaim, megabytes)}
}

// CreateAttempt makes a pod of the Job's template, named after the attempt: a workflow engine's way,
// which replaces what was evicted at once, where the Job controller takes 10 s, then 20, then 40 …
func (w Wrapped) CreateAttempt(t *testing.T, job *batchv1.Job, attempt int) (pod string) {
	t.Helper()
	template := job.Spec.Template.DeepCopy()
	template.Name = fmt.Sprintf("%s-%d", job.Name, attempt)
	w.Create(t, &corev1.Pod{ObjectMeta: template.ObjectMeta, Spec: template.Spec})
	return template.Name
}

// StartAttempt returns when the attempt's pod runs.
func (w Wrapped) StartAttempt(t *testing.T, job *batchv1.Job, attempt int) (pod string) {
	t.Helper()
	return w.WaitPhase(t, w.CreateAttempt(t, job, attempt), corev1.PodRunning).Name
}

// CheckpointFolder is tenure-wrap's --dir.
func (w Wrapped) CheckpointFolder() string { return filepath.Join(w.Folder, w.Name) }

// AskForDump does what an administrator does before maintenance.
func (w Wrapped) AskForDump(t *testing.T) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(w.CheckpointFolder(), "dump-now"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
}

// FillBut leaves only so many megabytes on the claim, and returns what fills the rest.
func (w Wrapped) FillBut(t *testing.T, megabytes int) (filler string) {
	t.Helper()
	var volume syscall.Statfs_t
	if err := syscall.Statfs(w.Folder, &volume); err != nil {
		t.Fatal(err)
	}
	filler = filepath.Join(w.Folder, "filler")
	if err := os.WriteFile(filler, make([]byte, int64(volume.Bavail)*volume.Bsize-int64(megabytes)<<20), 0o644); err != nil {
		t.Fatal(err)
	}
	return filler
}

// RunningPod waits for the pod that is neither ending nor ended, and not one of those before.
func (w Wrapped) RunningPod(t *testing.T, before ...string) string {
	t.Helper()
	var running string
	Eventually(t, fmt.Sprintf("a pod of job %s runs, after %d others", w.Name, len(before)), func() (bool, string) {
		state := "no pod"
		for _, pod := range w.List(t) {
			state = pod.Name + " " + conditionsOf(&pod)
			if pod.DeletionTimestamp == nil && pod.Status.Phase == corev1.PodRunning && !slices.Contains(before, pod.Name) {
				running = pod.Name
				return true, ""
			}
		}
		return false, state
	})
	return running
}

// WrapperEvent is a line of JSON that tenure-wrap writes to standard error.
type WrapperEvent struct {
	Event, Message, Reason string
	Generation, Bytes      int64
	ExitStatus             int
}

// Events reads what tenure-wrap has said in a pod. A pod that is gone has said nothing.
func (w Wrapped) Events(t *testing.T, pod string) []WrapperEvent {
	t.Helper()
	log, err := w.cluster.Client.CoreV1().Pods(w.Namespace.Name).GetLogs(pod, &corev1.PodLogOptions{Container: "main"}).DoRaw(t.Context())
	if err != nil {
		return nil
	}
	var events []WrapperEvent
	for _, line := range lines(log) {
		var event WrapperEvent
		if json.Unmarshal([]byte(line), &event) == nil && event.Event != "" {
			events = append(events, event)
		}
	}
	return events
}

// WaitEvent returns when tenure-wrap has said so in the pod.
func (w Wrapped) WaitEvent(t *testing.T, pod, event string) WrapperEvent {
	t.Helper()
	var found WrapperEvent
	Eventually(t, fmt.Sprintf("tenure-wrap says %q in pod %s", event, pod), func() (bool, string) {
		said := w.Events(t, pod)
		for _, each := range said {
			if each.Event == event {
				found = each
				return true, ""
			}
		}
		return false, fmt.Sprintf("%+v", said)
	})
	return found
}
