package scenario

import (
	"context"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// waitUntilInForce returns when the API server has taken note of a registration: it watches them,
// and is a moment late. Pods are tried, with dry run, until one is given a class by /mutate and
// another is refused by /validate.
func (c *Cluster) waitUntilInForce(installation string) error {
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	name := "t-in-force-" + installation
	namespace := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{InstallationLabel: installation}}}
	namespaces := c.Client.CoreV1().Namespaces()
	if _, err := namespaces.Create(ctx, namespace, metav1.CreateOptions{}); err != nil {
		return err
	}
	defer namespaces.Delete(context.WithoutCancel(ctx), name, metav1.DeleteOptions{})
	var mutated, refused bool
	var last error
	for ; ctx.Err() == nil; time.Sleep(100 * time.Millisecond) {
		var pod *corev1.Pod
		if pod, last = c.try(ctx, name, c.Pod("probe", Long)); last == nil {
			mutated = pod.Labels["tenure.dev/assigned-class"] == "long"
		}
		_, refusal := c.try(ctx, name, c.Pod("probe", Annotate("class", "unheard-of")))
		refused = refusal != nil
		if mutated && refused {
			return nil
		}
	}
	return fmt.Errorf("the webhooks are not in force: a long pod is mutated: %t; a bad one is refused: %t; %v", mutated, refused, last)
}

func (c *Cluster) try(ctx context.Context, namespace string, pod *corev1.Pod) (*corev1.Pod, error) {
	return c.Client.CoreV1().Pods(namespace).Create(ctx, pod, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
}
