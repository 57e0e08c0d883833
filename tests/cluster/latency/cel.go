package latency

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"time"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"tenure.dev/tests/cluster/scenario"
)

//go:embed small-policy-in-cel.yaml
var smallPolicyInCEL string

// celPolicy is the small job as the API server does it by itself.
type celPolicy struct {
	policy  admissionregistrationv1.MutatingAdmissionPolicy
	binding admissionregistrationv1.MutatingAdmissionPolicyBinding
}

// readCELPolicy binds it to the contestant's namespace.
func readCELPolicy(c *contestant) (celPolicy, error) {
	var read celPolicy
	policy, binding, _ := strings.Cut(smallPolicyInCEL, "\n---\n")
	if err := yaml.UnmarshalStrict([]byte(policy), &read.policy); err != nil {
		return read, err
	}
	if err := yaml.UnmarshalStrict([]byte(binding), &read.binding); err != nil {
		return read, err
	}
	read.policy.Name, read.binding.Name, read.binding.Spec.PolicyName = c.name, c.name, c.name
	read.binding.Spec.MatchResources.NamespaceSelector.MatchLabels = map[string]string{scenario.InstallationLabel: c.name}
	if c.name == celOnce {
		read.policy.Spec.ReinvocationPolicy = admissionregistrationv1.NeverReinvocationPolicy
	}
	return read, nil
}

// applyCELPolicy needs Kubernetes 1.36, where these policies are in v1.
func (b *bench) applyCELPolicy(ctx context.Context, c *contestant) error {
	read, err := readCELPolicy(c)
	if err != nil {
		return err
	}
	api := b.cluster.Client.AdmissionregistrationV1()
	b.cleanup = append(b.cleanup, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
		defer cancel()
		api.MutatingAdmissionPolicyBindings().Delete(ctx, c.name, metav1.DeleteOptions{})
		api.MutatingAdmissionPolicies().Delete(ctx, c.name, metav1.DeleteOptions{})
	})
	if _, err := api.MutatingAdmissionPolicies().Create(ctx, &read.policy, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("creating the policy in CEL: %w", err)
	}
	_, err = api.MutatingAdmissionPolicyBindings().Create(ctx, &read.binding, metav1.CreateOptions{})
	return err
}
