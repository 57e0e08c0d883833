package scenarios

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"tenure.dev/tests/cluster/scenario"
)

// chartVariants are what users give the chart; each is rendered, and everything that it renders is
// tried on the API server.
var chartVariants = map[string][]string{
	"defaults":            nil,
	"high availability":   {"--values", "values-ha.yaml"},
	"outside the cluster": {"--set", "webhook.url=https://tenure.example.org:8443/"},
	"provided": {"--set", "certificate.mode=provided", "--set", "uninstallHooks=false",
		"--set", "server.clientCA.configMap=clients", "--set", "server.clientCA.names={apiserver}"},
	"another policy": {"--set-file", "policy=../../policies/default.yaml", "--set", "priorityClasses.create=false"},
	"everything": {"--set", "failClosed.enabled=true", "--set", "networkPolicy.enabled=true",
		"--set", "networkPolicy.admissionFrom[0].ipBlock.cidr=10.0.0.0/8",
		"--set", "networkPolicy.metricsFrom[0].namespaceSelector.matchLabels.name=monitoring",
		"--set", "networkPolicy.apiServers[0].ipBlock.cidr=10.0.0.0/8",
		"--set", "metrics.dashboard.enabled=true",
		"--set", "server.estimatesConfigMap=estimates", "--set", "server.logFormat=text",
		"--set", "hostNetwork=true", "--set", "imagePullSecrets[0].name=registry",
		"--set", "webhook.excludedNamespaces={calico-system}",
		"--set", "webhook.namespaceSelector[0].key=tenure.dev/enabled", "--set", "webhook.namespaceSelector[0].operator=Exists",
		"--set", "nodeSelector.pool=system", "--set", "podLabels.team=platform", "--set", "podAnnotations.a=b",
		"--set", "tolerations[0].operator=Exists", "--set", "image.digest=sha256:" + strings.Repeat("0", 64),
		"--set", "protectedNamespaces[0].name=default", "--set-string", "protectedNamespaces[0].longPods.pods=20",
		"--set", "policy.exempt.namespaces={kube-system,ci-*}"},
}

// renderVariant lets variants name files as seen from the chart's folder.
func renderVariant(t *testing.T, args []string) string {
	t.Helper()
	return cluster.RenderChart(t, rootedInChart(args)...)
}

func rootedInChart(args []string) []string {
	var rooted []string
	for _, arg := range args {
		switch name, file, isFile := strings.Cut(arg, "=../../"); {
		case isFile:
			arg = name + "=" + cluster.Checkout + "/" + file
		case strings.HasSuffix(arg, ".yaml"):
			arg = cluster.Chart() + "/" + arg
		}
		rooted = append(rooted, arg)
	}
	return rooted
}

func TestEverythingInTheChartIsAcceptedStrictly(t *testing.T) {
	t.Parallel()
	cluster.RequireNoTenure(t)
	namespace := cluster.Namespace(t, nil).Name
	for name, args := range chartVariants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for document := range strings.SplitSeq("\n"+renderVariant(t, append(args, "--namespace", namespace)), "\n---") {
				applyStrictly(t, document)
			}
		})
	}
}

// applyStrictly is for one object at a time: hooks have the names of objects of the release.
func applyStrictly(t *testing.T, document string) {
	t.Helper()
	if len(scenario.Objects(t, document)) == 0 {
		return
	}
	answer := cluster.Kubectl.Run(t, document, "apply", "--filename", "-", "--dry-run=server", "--validate=strict")
	if answer.Failed || strings.Contains(answer.Said, "Warning") {
		t.Errorf("the API server says: %s\nof %s", answer.Said, document)
	}
}

func TestManifestsAreAcceptedStrictly(t *testing.T) {
	t.Parallel()
	cluster.RequireNoTenure(t)
	namespace := cluster.Namespace(t, nil).Name
	for _, name := range []string{"base", "overlays/ha", "overlays/outside-the-cluster"} {
		answer := cluster.Kubectl.Must(t, "", "kustomize", cluster.Checkout+"/manifests/"+name)
		for document := range strings.SplitSeq("\n"+strings.ReplaceAll(answer.Output, scenario.SystemNamespace, namespace), "\n---") {
			if !strings.Contains(document, "\nkind: Namespace\n") { // it is there already
				applyStrictly(t, document)
			}
		}
	}
}

// The schema is what tells a user that `replica: 3` is a typing error.
func TestChartRefusesValuesThatDoNotExist(t *testing.T) {
	t.Parallel()
	for value, complaint := range map[string]string{
		"replica=3":                                "replica",
		"mutate.failurePolicy=ignore":              "failurePolicy",
		"webhook.url=http://tenure":                "url",
		"certificate.mode=selfSigned":              "mode",
		"protectedNamespaces[0].nam=a":             "protectedNamespaces",
		"server.drain=40s":                         "drain",
		"failClosed.enabled=true,policy.mode=warn": "failClosed",
	} {
		answer := cluster.Helm.Run(t, "template", "tenure", cluster.Chart(), "--kube-version", "1.36.0", "--set", value)
		if !answer.Failed || !strings.Contains(answer.Said, complaint) {
			t.Errorf("--set %s is answered with %q, which does not name %s", value, answer.Said, complaint)
		}
	}
}

func TestEveryValueIsDocumented(t *testing.T) {
	t.Parallel()
	var schema map[string]any
	text, err := os.ReadFile(cluster.Chart() + "/values.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	values := scenario.Objects(t, cluster.Helm.Must(t, "show", "values", cluster.Chart()).Output)
	for _, object := range values {
		expectDocumented(t, "", object.Object, schema)
	}
}

func expectDocumented(t *testing.T, path string, value any, schema map[string]any) {
	t.Helper()
	if schema["description"] == nil {
		t.Errorf("values.schema.json does not describe %s", path)
	}
	properties, _ := schema["properties"].(map[string]any)
	fields, isMapping := value.(map[string]any)
	if !isMapping || properties == nil {
		return
	}
	if schema["additionalProperties"] != false {
		t.Errorf("values.schema.json lets typing errors in %s pass", path)
	}
	for name, field := range fields {
		property, known := properties[name].(map[string]any)
		if !known {
			t.Errorf("values.schema.json does not know %s.%s", path, name)
			continue
		}
		expectDocumented(t, path+"."+name, field, property)
	}
}
