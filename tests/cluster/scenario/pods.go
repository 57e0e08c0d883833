package scenario

import (
	"fmt"
	"testing"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Edit changes a pod before it is created.
type Edit func(*corev1.Pod)

// Pod is a sleeping pod that no scheduler takes, so that scenarios about what is stored do not
// disturb those about what runs. Its only container is called main.
func (c *Cluster) Pod(name string, edits ...Edit) *corev1.Pod {
	never := false
	pod := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{}, Annotations: map[string]string{}},
		Spec: corev1.PodSpec{
			SchedulerName:                "nobody",
			RestartPolicy:                corev1.RestartPolicyNever,
			AutomountServiceAccountToken: &never,
			Containers: []corev1.Container{{
				Name: "main", Image: c.Busybox, ImagePullPolicy: corev1.PullIfNotPresent,
				Command: []string{"sleep", "3600"},
				Resources: corev1.ResourceRequirements{
					Requests: Resources("100m", "64Mi"),
				},
			}},
		},
	}
	for _, edit := range edits {
		edit(pod)
	}
	return pod
}

// Resources writes a cpu and a memory quantity; an empty one is left out.
func Resources(cpu, memory string) corev1.ResourceList {
	list := corev1.ResourceList{}
	if cpu != "" {
		list[corev1.ResourceCPU] = resource.MustParse(cpu)
	}
	if memory != "" {
		list[corev1.ResourceMemory] = resource.MustParse(memory)
	}
	return list
}

// Annotate takes annotation names without the prefix tenure.dev/.
func Annotate(name, value string) Edit {
	return func(pod *corev1.Pod) { pod.Annotations["tenure.dev/"+name] = value }
}

func Label(name, value string) Edit {
	return func(pod *corev1.Pod) { pod.Labels[name] = value }
}

func Requests(cpu, memory string) Edit {
	return func(pod *corev1.Pod) { pod.Spec.Containers[0].Resources.Requests = Resources(cpu, memory) }
}

func Limits(cpu, memory string) Edit {
	return func(pod *corev1.Pod) { pod.Spec.Containers[0].Resources.Limits = Resources(cpu, memory) }
}

// Shell makes the main container run a script.
func Shell(script string) Edit {
	return func(pod *corev1.Pod) { pod.Spec.Containers[0].Command = []string{"sh", "-c", script} }
}

func PriorityClass(name string) Edit {
	return func(pod *corev1.Pod) { pod.Spec.PriorityClassName = name }
}

// Scheduled gives the pod to the real scheduler.
func Scheduled(pod *corev1.Pod) { pod.Spec.SchedulerName = corev1.DefaultSchedulerName }

// Long and Short put a pod into the class of that name.
var (
	Long  = Annotate("class", "long")
	Short = Annotate("expected-runtime", "10m")
)

// Create stores the pod and returns it as stored.
func (n Namespace) Create(t *testing.T, pod *corev1.Pod) *corev1.Pod {
	t.Helper()
	stored, err := n.TryCreate(t, pod)
	if err != nil {
		t.Fatalf("creating pod %s: %v", pod.Name, err)
	}
	return stored
}

// TryCreate returns the API server's refusal, too.
func (n Namespace) TryCreate(t *testing.T, pod *corev1.Pod) (*corev1.Pod, error) {
	t.Helper()
	return n.cluster.Client.CoreV1().Pods(n.Name).Create(t.Context(), pod, metav1.CreateOptions{})
}

// Get reads a pod as stored.
func (n Namespace) Get(t *testing.T, name string) *corev1.Pod {
	t.Helper()
	stored, err := n.cluster.Client.CoreV1().Pods(n.Name).Get(t.Context(), name, metav1.GetOptions{})
	if err != nil {
		t.Fatalf("reading pod %s: %v", name, err)
	}
	return stored
}

// WaitGone returns when the pod is no longer stored.
func (n Namespace) WaitGone(t *testing.T, name string) {
	t.Helper()
	Eventually(t, "pod "+name+" is gone", func() (bool, string) {
		_, err := n.cluster.Client.CoreV1().Pods(n.Name).Get(t.Context(), name, metav1.GetOptions{})
		return apierrors.IsNotFound(err), fmt.Sprint(err)
	})
}

// List reads all pods of the namespace.
func (n Namespace) List(t *testing.T) []corev1.Pod {
	t.Helper()
	list, err := n.cluster.Client.CoreV1().Pods(n.Name).List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatalf("listing pods: %v", err)
	}
	return list.Items
}

// DryRun has the pod admitted and not stored.
func (n Namespace) DryRun(t *testing.T, pod *corev1.Pod) error {
	_, err := n.cluster.try(t.Context(), n.Name, pod)
	return err
}
