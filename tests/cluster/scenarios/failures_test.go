package scenarios

import (
	"encoding/json"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"tenure.dev/tests/cluster/scenario"
)

// breakable answers in the place of the server once it is broken.
func breakable(broken *atomic.Bool, instead http.HandlerFunc) func(http.Handler) http.Handler {
	return func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
			if broken.Load() {
				instead(writer, request)
				return
			}
			server.ServeHTTP(writer, request)
		})
	}
}

func TestPodsAreCreatedWhateverIsWrongWithTheWebhook(t *testing.T) {
	t.Parallel()
	for name, instead := range map[string]http.HandlerFunc{
		"slow": func(_ http.ResponseWriter, request *http.Request) {
			select { // longer than the registration's timeout
			case <-request.Context().Done():
			case <-time.After(10 * time.Second):
			}
		},
		"garbage": func(writer http.ResponseWriter, _ *http.Request) { writer.Write([]byte("\x00 not json")) },
		"empty":   func(http.ResponseWriter, *http.Request) {},
		"internal-error": func(writer http.ResponseWriter, _ *http.Request) {
			http.Error(writer, "broken", http.StatusInternalServerError)
		},
		"another-uid": func(writer http.ResponseWriter, _ *http.Request) {
			json.NewEncoder(writer).Encode(map[string]any{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
				"response": map[string]any{"uid": "another", "allowed": true}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var broken atomic.Bool
			own := cluster.Install(t, name, scenario.Setting{Front: breakable(&broken, instead)})
			namespace := cluster.Namespace(t, own)
			broken.Store(true)
			expectClass(t, namespace.Create(t, cluster.Pod("assembly", scenario.Long)), "")
			broken.Store(false)
			expectClass(t, namespace.Create(t, cluster.Pod("later", scenario.Long)), "long")
		})
	}
}

func TestPodsAreCreatedWhileTheWebhookIsDown(t *testing.T) {
	t.Parallel()
	own := cluster.Install(t, "down", scenario.Setting{})
	namespace := cluster.Namespace(t, own)
	own.StopListening()
	expectClass(t, namespace.Create(t, cluster.Pod("assembly", scenario.Long)), "")
}

func TestKubeSystemIsNeverBlocked(t *testing.T) {
	t.Parallel()
	own := cluster.Install(t, "kube-system", scenario.Setting{Register: failClosed})
	cluster.LabelNamespace(t, metav1.NamespaceSystem, scenario.InstallationLabel, own.Name)
	witness := cluster.Namespace(t, own)
	own.StopListening()
	scenario.Eventually(t, "the webhook is down for ordinary namespaces", func() (bool, string) {
		_, err := witness.TryCreate(t, cluster.Pod("", generatedName))
		return err != nil, "a pod was created"
	})
	cluster.Existing(metav1.NamespaceSystem).CreateAndDelete(t, cluster.Pod("", generatedName, scenario.Long))
}

func failClosed(mutating *admissionregistrationv1.MutatingWebhookConfiguration, validating *admissionregistrationv1.ValidatingWebhookConfiguration) {
	fail := admissionregistrationv1.Fail
	for i := range mutating.Webhooks {
		mutating.Webhooks[i].FailurePolicy = &fail
	}
	for i := range validating.Webhooks {
		validating.Webhooks[i].FailurePolicy = &fail
	}
}
