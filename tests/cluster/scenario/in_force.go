package scenario

import (
	"context"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// waitUntilCalled returns when the API server has taken note of a registration: it watches them,
// and is a moment late. Pods are tried, with dry run, until both webhooks were called.
func (i *Installation) waitUntilCalled() error {
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	name := "t-in-force-" + i.Name
	namespace := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{InstallationLabel: i.Name}}}
	namespaces := i.cluster.Client.CoreV1().Namespaces()
	if _, err := namespaces.Create(ctx, namespace, metav1.CreateOptions{}); err != nil {
		return err
	}
	defer namespaces.Delete(context.WithoutCancel(ctx), name, metav1.DeleteOptions{})
	var last error
	for ; ctx.Err() == nil; time.Sleep(100 * time.Millisecond) {
		_, last = i.cluster.Client.CoreV1().Pods(name).Create(ctx, i.cluster.Pod("probe"), metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
		if calledFor(i.Recorder.Records(name), "/mutate") && calledFor(i.Recorder.Records(name), "/validate") {
			return nil
		}
	}
	return fmt.Errorf("the API server does not call the webhooks; the last pod: %v", last)
}

func calledFor(records []Record, path string) bool {
	for _, record := range records {
		if record.Path == path {
			return true
		}
	}
	return false
}
