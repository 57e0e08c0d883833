package scenario

import (
	"context"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// maxExplained bounds what a failing scenario prints.
const maxExplained = 6

// explain prints what a person needs to see why a scenario failed: the reviews, our answers, the
// stored objects and the events.
func (n Namespace) explain(t *testing.T, installation *Installation) {
	if installation != nil {
		installation.explain(t, n.Name)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	pods, err := n.cluster.Client.CoreV1().Pods(n.Name).List(ctx, metav1.ListOptions{})
	if err == nil {
		for i := range pods.Items[:min(len(pods.Items), maxExplained)] {
			pods.Items[i].ManagedFields = nil
			t.Logf("--- stored pod\n%s", asYAML(pods.Items[i]))
			n.explainLog(ctx, t, pods.Items[i].Name)
		}
	}
	events, err := n.cluster.Client.CoreV1().Events(n.Name).List(ctx, metav1.ListOptions{})
	if err == nil {
		for _, event := range events.Items {
			t.Logf("event on %s %s: %s: %s", event.InvolvedObject.Kind, event.InvolvedObject.Name, event.Reason, event.Message)
		}
	}
}

// explain prints what an installation was asked about a namespace, or has logged of it.
func (i *Installation) explain(t *testing.T, namespace string) {
	if i.recorder == nil {
		lines := i.cluster.logged(t, `"namespace":"`+namespace+`"`)
		t.Logf("--- %d lines about namespace %s in the logs of the replicas", len(lines), namespace)
		for _, line := range lines[:min(len(lines), maxExplained)] {
			t.Log(line)
		}
		return
	}
	records := i.recorder.Records(namespace)
	t.Logf("--- %d calls of the webhook for namespace %s", len(records), namespace)
	for _, record := range records[:min(len(records), maxExplained)] {
		explainRecord(t, record)
	}
}

// explainLog prints the last that a pod's main container said, if it ever ran.
func (n Namespace) explainLog(ctx context.Context, t *testing.T, pod string) {
	tail := int64(20)
	log, err := n.cluster.Client.CoreV1().Pods(n.Name).GetLogs(pod, &corev1.PodLogOptions{Container: "main", TailLines: &tail}).DoRaw(ctx)
	if err == nil && len(log) > 0 {
		t.Logf("--- log of pod %s\n%s", pod, log)
	}
}

func explainRecord(t *testing.T, record Record) {
	request, response := record.Review.Request, record.Review.Response
	if request != nil {
		request.Object.Raw, request.OldObject.Raw = withoutManagedFields(request.Object.Raw), withoutManagedFields(request.OldObject.Raw)
		t.Logf("--- AdmissionReview to %s: %s\n%s", record.Path, request.Operation, asYAML(request))
	}
	switch {
	case response == nil:
		t.Logf("--- no answer that could be decoded, HTTP %d", record.Status)
	default:
		t.Logf("--- our answer: allowed %t, warnings %q, status %v\npatch: %s", response.Allowed, response.Warnings, response.Result, response.Patch)
	}
}

// withoutManagedFields leaves out what is long and says nothing here.
func withoutManagedFields(object []byte) []byte {
	var decoded unstructured.Unstructured
	if decoded.UnmarshalJSON(object) != nil {
		return object
	}
	decoded.SetManagedFields(nil)
	shorter, err := decoded.MarshalJSON()
	if err != nil {
		return object
	}
	return shorter
}

func asYAML(object any) string {
	text, err := yaml.Marshal(object)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
