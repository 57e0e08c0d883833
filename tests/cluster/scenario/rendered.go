package scenario

import (
	"maps"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// renderedFor is the version that `helm template` takes the cluster for: it asks none.
const renderedFor = "1.36.0"

// Chart is the folder of the chart.
func (c *Cluster) Chart() string { return c.Checkout + "/charts/tenure" }

// RenderChart returns what `helm install tenure charts/tenure` with more arguments would create,
// hooks included, as text.
func (c *Cluster) RenderChart(t *testing.T, args ...string) string {
	t.Helper()
	return c.RenderChartBy(t, c.Helm, args...)
}

// RenderChartBy is RenderChart with another helm.
func (c *Cluster) RenderChartBy(t *testing.T, helm Helm, args ...string) string {
	t.Helper()
	return helm.Must(t, append([]string{"template", "tenure", c.Chart(),
		"--namespace", SystemNamespace, "--kube-version", renderedFor}, args...)...).Output
}

// Objects parses manifests, by kind and name.
func Objects(t *testing.T, manifests string) map[string]*unstructured.Unstructured {
	t.Helper()
	objects := map[string]*unstructured.Unstructured{}
	for document := range strings.SplitSeq("\n"+manifests, "\n---") {
		object := &unstructured.Unstructured{}
		if err := yaml.Unmarshal([]byte(document+"\n"), &object.Object); err != nil {
			t.Fatalf("this is no YAML: %v\n%s", err, document)
		}
		if len(object.Object) > 0 {
			objects[object.GetKind()+" "+object.GetName()] = object
		}
	}
	return objects
}

// Manifests renders manifests/NAME with kustomize.
func (c *Cluster) Manifests(t *testing.T, name string) map[string]*unstructured.Unstructured {
	t.Helper()
	return Objects(t, c.Kubectl.Must(t, "", "kustomize", c.Checkout+"/manifests/"+name).Output)
}

// IsHook tells what helm does not make part of the release.
func IsHook(object *unstructured.Unstructured) bool {
	_, hook := object.GetAnnotations()["helm.sh/hook"]
	return hook
}

// WithoutHooks leaves what becomes part of the release. Hooks may have the names of such objects.
func WithoutHooks(manifests string) string {
	var kept []string
	for document := range strings.SplitSeq("\n"+manifests, "\n---") {
		if !strings.Contains(document, "helm.sh/hook:") {
			kept = append(kept, document)
		}
	}
	return strings.Join(kept, "\n---")
}

// Labels that a release has and manifests have not.
var notOfManifests = map[string]bool{
	"app.kubernetes.io/instance": true, "app.kubernetes.io/version": true,
	"app.kubernetes.io/managed-by": true, "helm.sh/chart": true, "app.kubernetes.io/name": true,
}

// Comparable leaves out what the chart says of its release and the manifests cannot know.
func Comparable(object *unstructured.Unstructured) map[string]any {
	compared := object.DeepCopy()
	labels := compared.GetLabels()
	maps.DeleteFunc(labels, func(name, _ string) bool { return notOfManifests[name] })
	if len(labels) == 0 {
		labels = nil // no mapping, rather than an empty one
	}
	compared.SetLabels(labels)
	return compared.Object
}
