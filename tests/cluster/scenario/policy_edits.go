package scenario

import (
	"context"
	"strings"
	"testing"
	"time"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
)

// PolicyWebhook is the one of manifests/base that is asked about edits of the policy.
const PolicyWebhook = "policy.validate.tenure.dev"

// PolicyName is the ConfigMap that it is asked about.
const PolicyName = "tenure-policy"

// AskAboutEditsAnywhere registers the policy's webhook for the namespaces of the installation,
// instead of the one in which users install Tenure.
func AskAboutEditsAnywhere(_ *admissionregistrationv1.MutatingWebhookConfiguration, validating *admissionregistrationv1.ValidatingWebhookConfiguration) {
	for i := range validating.Webhooks {
		if validating.Webhooks[i].Name == PolicyWebhook {
			validating.Webhooks[i].NamespaceSelector.MatchLabels = nil
		}
	}
}

// PolicyConfigMap is the manifest of the ConfigMap with a policy, as users write it.
func PolicyConfigMap(policy string) string {
	indented := strings.ReplaceAll(strings.TrimRight(policy, "\n"), "\n", "\n    ")
	return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + PolicyName + "}\ndata:\n  policy.yaml: |\n    " + indented + "\n"
}

// Tenure runs the binary under test as an admin's script would, with this cluster's kubectl.
func (c *Cluster) Tenure(t *testing.T, args ...string) Answer {
	t.Helper()
	return c.asAdmin(t, "", append([]string{c.Binary}, args...))
}

// TenureAtTerminal runs it as an admin does who reads and types. A terminal has one output.
func (c *Cluster) TenureAtTerminal(t *testing.T, typed string, args ...string) Answer {
	t.Helper()
	line := c.Binary
	for _, arg := range args {
		line += " '" + arg + "'"
	}
	return c.asAdmin(t, typed+"\n", []string{"script", "--quiet", "--return", "--command", line, "/dev/null"})
}

func (c *Cluster) asAdmin(t *testing.T, input string, words []string) Answer {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	return program{words[0], c.Kubectl.Kubeconfig}.run(ctx, t, input, words[1:]...)
}
