package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	admissionv1 "k8s.io/api/admission/v1"

	"tenure.dev/tests/cluster/scenario"
)

// edits is an update of each workload in testdata/workloads, as `kubectl patch --type json` takes it.
var edits = map[string]string{
	"cronjob":          `[{"op": "add", "path": "/spec/jobTemplate/spec/activeDeadlineSeconds", "value": 3600}]`,
	"cronworkflow":     `[{"op": "add", "path": "/spec/workflowSpec/templates/0/metadata/annotations/tenure.dev~1checkpoint", "value": "none-such"}]`,
	"deployment":       `[{"op": "replace", "path": "/spec/replicas", "value": 3}]`,
	"job":              `[{"op": "add", "path": "/spec/suspend", "value": true}]`,
	"jobset":           `[{"op": "add", "path": "/spec/replicatedJobs/0/template/spec/ttlSecondsAfterFinished", "value": 60}]`,
	"statefulset":      `[{"op": "replace", "path": "/spec/template/metadata/annotations/tenure.dev~1class", "value": "lang"}]`,
	"workflow":         `[{"op": "add", "path": "/spec/templates/0/activeDeadlineSeconds", "value": 3600}]`,
	"workflowtemplate": `[{"op": "remove", "path": "/spec/templates/0/metadata/annotations/tenure.dev~1checkpoint-claim"}]`,
}

// Each kind of workload is created, updated and tried: its author is warned, in each case. What the API
// server sent is kept for tests without a cluster.
func TestEachKindOfWorkloadIsReviewed(t *testing.T) {
	installWorkloadKinds(t)
	namespace := cluster.Namespace(t, ordinary)
	for kind, edit := range edits {
		t.Run(kind, func(t *testing.T) {
			file := filepath.Join(cluster.Checkout, "tests/cluster/scenarios/testdata/workloads", kind+".yaml")
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			manifest := strings.ReplaceAll(string(text), "BUSYBOX", cluster.Busybox)
			said := map[string]string{
				"dry-run": namespace.MustKubectl(t, manifest, "create", "--dry-run=server", "-f", "-").Said,
				"create":  namespace.MustKubectl(t, manifest, "create", "-f", "-").Said,
				"update":  namespace.MustKubectl(t, "", "patch", kind, "assembly", "--type", "json", "--patch", edit).Said,
			}
			for what, warnings := range said {
				if !strings.Contains(warnings, "Warning: ") {
					t.Errorf("%s: nothing is said of the %s's pods: %q", what, kind, warnings)
				}
				expectRecorded(t, namespace, "workloads/"+kind+"-"+what, reviewOf(t, namespace, kind, what))
			}
		})
	}
}

func reviewOf(t *testing.T, namespace scenario.Namespace, kind, what string) scenario.Record {
	t.Helper()
	for _, record := range ordinary.Calls(t, namespace) {
		request := record.Review.Request
		is := "create"
		if request.Operation == admissionv1.Update {
			is = "update"
		} else if request.DryRun != nil && *request.DryRun {
			is = "dry-run"
		}
		if record.Path == "/validate-workload" && strings.EqualFold(request.Kind.Kind, kind) && is == what {
			return record
		}
	}
	t.Fatalf("the API server did not ask about the %s of a %s", what, kind)
	return scenario.Record{}
}

// installWorkloadKinds makes those kinds known that are no part of Kubernetes, where the cluster has not
// got them: without a schema, and without a controller.
func installWorkloadKinds(t *testing.T) {
	t.Helper()
	for _, kind := range []struct{ group, version, kind, plural string }{
		{"jobset.x-k8s.io", "v1alpha2", "JobSet", "jobsets"},
		{"argoproj.io", "v1alpha1", "Workflow", "workflows"},
		{"argoproj.io", "v1alpha1", "WorkflowTemplate", "workflowtemplates"},
		{"argoproj.io", "v1alpha1", "CronWorkflow", "cronworkflows"},
	} {
		cluster.Provide(t, strings.NewReplacer("GROUP", kind.group, "VERSION", kind.version, "KIND", kind.kind,
			"PLURAL", kind.plural, "SINGULAR", strings.ToLower(kind.kind)).Replace(customKind))
		cluster.Kubectl.Must(t, "", "wait", "--for=condition=Established", "crd/"+kind.plural+"."+kind.group, "--timeout=50s")
	}
}

const customKind = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: PLURAL.GROUP
  annotations: {api-approved.kubernetes.io: "unapproved, for a test"}
spec:
  group: GROUP
  scope: Namespaced
  names: {kind: KIND, plural: PLURAL, singular: SINGULAR}
  versions:
  - name: VERSION
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
`
