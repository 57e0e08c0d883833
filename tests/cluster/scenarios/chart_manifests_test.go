package scenarios

import (
	"reflect"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"

	"tenure.dev/tests/cluster/scenario"
)

// The manifests name no registry: whoever applies them does.
var asManifests = []string{"--set", "image.repository=tenure", "--set", "certificate.mode=provided"}

func TestChartMakesWhatTheManifestsMake(t *testing.T) {
	t.Parallel()
	for name, variant := range map[string]struct {
		manifests string
		chart     []string
	}{
		"base":                 {"base", nil},
		"high availability":    {"overlays/ha", []string{"--values", cluster.Chart() + "/values-ha.yaml"}},
		"outside the cluster":  {"overlays/outside-the-cluster", []string{"--set", "webhook.url=https://tenure.example.org:8443"}},
		"self-managed":         {"overlays/self-managed", []string{"--set", "certificate.mode=self-managed"}},
		"cert-manager":         {"overlays/cert-manager", []string{"--set", "certificate.mode=cert-manager"}},
		"protected namespaces": {"protected-namespace", []string{"--set", "protectedNamespaces={genomics}"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rendered := scenario.WithoutHooks(cluster.RenderChart(t, append(asManifests, variant.chart...)...))
			ofChart := scenario.Objects(t, rendered)
			for key, manifest := range cluster.Manifests(t, variant.manifests) {
				switch key {
				case "Namespace " + scenario.SystemNamespace: // helm makes it, with --create-namespace
					continue
				case "Job tenure-certs-install": // of another name in each version of the chart
					continue
				}
				expectSameObject(t, key, manifest, ofChart[key])
			}
		})
	}
}

func expectSameObject(t *testing.T, key string, manifest, ofChart *unstructured.Unstructured) {
	t.Helper()
	if ofChart == nil {
		t.Errorf("%s is in the manifests, and not in the chart", key)
		return
	}
	if podSpec := podSpecOf[manifest.GetKind()]; podSpec != nil {
		manifest, ofChart = withoutImage(t, manifest, podSpec), withoutImage(t, ofChart, podSpec)
	}
	if manifest.GetNamespace() == "" { // protected-namespace: whoever applies it says where
		ofChart = ofChart.DeepCopy()
		ofChart.SetNamespace("")
	}
	expectEqual(t, key+" of the chart", scenario.Comparable(ofChart), scenario.Comparable(manifest))
}

var podSpecOf = map[string][]string{
	"Deployment": {"spec", "template", "spec"},
	"CronJob":    {"spec", "jobTemplate", "spec", "template", "spec"},
}

func withoutImage(t *testing.T, object *unstructured.Unstructured, podSpec []string) *unstructured.Unstructured {
	t.Helper()
	copied, path := object.DeepCopy(), append(podSpec[:len(podSpec):len(podSpec)], "containers")
	containers, found, err := unstructured.NestedSlice(copied.Object, path...)
	if err != nil || !found {
		t.Fatalf("%s has no containers: %v", object.GetName(), err)
	}
	for _, container := range containers {
		delete(container.(map[string]any), "image")
		delete(container.(map[string]any), "imagePullPolicy")
	}
	if err := unstructured.SetNestedSlice(copied.Object, containers, path...); err != nil {
		t.Fatal(err)
	}
	return copied
}

func TestChartKeepsThePolicyByteForByte(t *testing.T) {
	t.Parallel()
	policy, err := cluster.DefaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	expectEqual(t, "the policy of the chart", policyOf(t), policy)
}

func TestChartLaysValuesOverThePolicy(t *testing.T) {
	t.Parallel()
	var policy struct {
		Mode       string
		Runtime    map[string]string
		Checkpoint struct {
			ProtectedNamespaces []string
			Strategies          []any
		}
		Classes []struct{ Priority struct{ Value int64 } }
	}
	text := policyOf(t, "--set", "policy.mode=warn", "--set", "protectedNamespaces={genomics,physics}")
	if err := yaml.Unmarshal([]byte(text), &policy); err != nil {
		t.Fatal(err)
	}
	expectEqual(t, "mode", policy.Mode, "warn")
	expectEqual(t, "what nobody set", policy.Runtime, map[string]string{"typical": "30m"})
	expectEqual(t, "protected namespaces", policy.Checkpoint.ProtectedNamespaces, []string{"genomics", "physics"})
	expectEqual(t, "strategies", len(policy.Checkpoint.Strategies), 2)
	expectEqual(t, "a million", policy.Classes[0].Priority.Value, int64(1000000))
	cluster.CheckPolicy(t, text)
}

func TestChartRefusesAPolicyThatProtectsOtherNamespaces(t *testing.T) {
	t.Parallel()
	answer := cluster.Helm.Run(t, "template", "tenure", cluster.Chart(), "--kube-version", "1.36.0",
		"--set", "policy.checkpoint.protectedNamespaces={genomics}", "--set", "protectedNamespaces={physics}")
	if !answer.Failed {
		t.Error("two lists of protected namespaces are rendered")
	}
}

func policyOf(t *testing.T, args ...string) string {
	t.Helper()
	object := scenario.Objects(t, cluster.RenderChart(t, args...))["ConfigMap tenure-policy"]
	text, _, err := unstructured.NestedString(object.Object, "data", "policy.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Sanity of the comparison above: were it to find everything equal, it would show nothing.
func TestComparisonSeesADifference(t *testing.T) {
	t.Parallel()
	objects := scenario.Objects(t, scenario.WithoutHooks(cluster.RenderChart(t, append(asManifests, "--set", "replicas=7")...)))
	ofManifests, ofChart := cluster.Manifests(t, "base")["Deployment tenure"], objects["Deployment tenure"]
	comparable := func(object *unstructured.Unstructured) any {
		return scenario.Comparable(withoutImage(t, object, podSpecOf["Deployment"]))
	}
	if reflect.DeepEqual(comparable(ofManifests), comparable(ofChart)) {
		t.Error("seven replicas are taken for two")
	}
}
