package scenario

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"
	"time"

	admissionv1 "k8s.io/api/admission/v1"
	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// OtherWebhook registers somebody else's mutating webhook for one namespace. It is called after
// Tenure, and answers each pod with the JSON patch that patch makes of it; empty for none.
func (n Namespace) OtherWebhook(t *testing.T, patch func(pod *corev1.Pod) string) {
	t.Helper()
	server, err := n.cluster.serveTLS(http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		answerWithPatch(writer, request, patch)
	}))
	if err != nil {
		t.Fatalf("serving another webhook: %v", err)
	}
	t.Cleanup(server.close)
	fail, none, ifNeeded := admissionregistrationv1.Fail, admissionregistrationv1.SideEffectClassNone, admissionregistrationv1.IfNeededReinvocationPolicy
	name := "zz-" + n.Name // after 00-tenure
	configuration := &admissionregistrationv1.MutatingWebhookConfiguration{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Webhooks: []admissionregistrationv1.MutatingWebhook{{
			Name: "other.tenure.test", AdmissionReviewVersions: []string{"v1"}, FailurePolicy: &fail,
			SideEffects: &none, ReinvocationPolicy: &ifNeeded,
			ClientConfig:      admissionregistrationv1.WebhookClientConfig{URL: &server.URL, CABundle: server.Bundle},
			NamespaceSelector: &metav1.LabelSelector{MatchLabels: map[string]string{corev1.LabelMetadataName: n.Name}},
			Rules: []admissionregistrationv1.RuleWithOperations{{
				Operations: []admissionregistrationv1.OperationType{admissionregistrationv1.Create},
				Rule:       admissionregistrationv1.Rule{APIGroups: []string{""}, APIVersions: []string{"v1"}, Resources: []string{"pods"}}}},
		}},
	}
	configurations := n.cluster.Client.AdmissionregistrationV1().MutatingWebhookConfigurations()
	if _, err := configurations.Create(t.Context(), configuration, metav1.CreateOptions{}); err != nil {
		t.Fatalf("registering another webhook: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		configurations.Delete(ctx, name, metav1.DeleteOptions{})
	})
	n.waitForOther(t, patch)
}

func answerWithPatch(writer http.ResponseWriter, request *http.Request, patch func(*corev1.Pod) string) {
	var review admissionv1.AdmissionReview
	var pod corev1.Pod
	if json.NewDecoder(request.Body).Decode(&review) != nil || json.Unmarshal(review.Request.Object.Raw, &pod) != nil {
		http.Error(writer, "not a review of a pod", http.StatusBadRequest)
		return
	}
	response := &admissionv1.AdmissionResponse{UID: review.Request.UID, Allowed: true}
	if text := patch(&pod); text != "" {
		kind := admissionv1.PatchTypeJSONPatch
		response.Patch, response.PatchType = []byte(text), &kind
	}
	review.Request, review.Response = nil, response
	writer.Header().Set("Content-Type", "application/json")
	json.NewEncoder(writer).Encode(review)
}

// waitForOther tries an unclassified pod until the webhook has changed it.
func (n Namespace) waitForOther(t *testing.T, patch func(*corev1.Pod) string) {
	t.Helper()
	probe := n.cluster.Pod("probe", Requests("100m", "64Mi"), Limits("200m", "128Mi"))
	Eventually(t, "the other webhook is called", func() (bool, string) {
		stored, err := n.cluster.Client.CoreV1().Pods(n.Name).Create(t.Context(), probe, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
		if err != nil {
			return false, err.Error()
		}
		return patch(stored) == "", "the probe is unchanged"
	})
}
