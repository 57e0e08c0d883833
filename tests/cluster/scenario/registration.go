package scenario

import (
	"context"
	"errors"
	"time"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// InstallationLabel, on a namespace, names the installation whose webhooks are called for it.
const InstallationLabel = "tenure.test/installation"

// registration is manifests/base's, so that the scenarios test what users install.
type registration struct {
	mutating   *admissionregistrationv1.MutatingWebhookConfiguration
	validating *admissionregistrationv1.ValidatingWebhookConfiguration
}

func (c *Cluster) readRegistration() (registration, error) {
	documents, err := c.manifests("base")
	if err != nil {
		return registration{}, err
	}
	var read registration
	for _, document := range documents {
		if err := read.take(document); err != nil {
			return registration{}, err
		}
	}
	if read.mutating == nil || read.validating == nil {
		return registration{}, errors.New("manifests/base does not register the webhooks")
	}
	return read, nil
}

func (r *registration) take(document []byte) error {
	var kind metav1.TypeMeta
	if err := yaml.Unmarshal(document, &kind); err != nil {
		return err
	}
	switch kind.Kind {
	case "MutatingWebhookConfiguration":
		r.mutating = &admissionregistrationv1.MutatingWebhookConfiguration{}
		return yaml.UnmarshalStrict(document, r.mutating)
	case "ValidatingWebhookConfiguration":
		r.validating = &admissionregistrationv1.ValidatingWebhookConfiguration{}
		return yaml.UnmarshalStrict(document, r.validating)
	}
	return nil
}

// each visits what the two kinds of webhook have in common.
func (r registration) each(visit func(*admissionregistrationv1.WebhookClientConfig, *metav1.LabelSelector)) {
	for i := range r.mutating.Webhooks {
		visit(&r.mutating.Webhooks[i].ClientConfig, r.mutating.Webhooks[i].NamespaceSelector)
	}
	for i := range r.validating.Webhooks {
		visit(&r.validating.Webhooks[i].ClientConfig, r.validating.Webhooks[i].NamespaceSelector)
	}
}

func (r registration) restrictTo(installation string) {
	r.mutating.Name += "-" + installation
	r.validating.Name += "-" + installation
	r.each(func(_ *admissionregistrationv1.WebhookClientConfig, selector *metav1.LabelSelector) {
		selector.MatchExpressions = append(selector.MatchExpressions, metav1.LabelSelectorRequirement{
			Key: InstallationLabel, Operator: metav1.LabelSelectorOpIn, Values: []string{installation}})
	})
}

func (r registration) callURL(base string, bundle []byte) {
	r.each(func(client *admissionregistrationv1.WebhookClientConfig, _ *metav1.LabelSelector) {
		url := base + *client.Service.Path
		client.Service, client.URL, client.CABundle = nil, &url, bundle
	})
}

func (r registration) trust(bundle []byte) {
	r.each(func(client *admissionregistrationv1.WebhookClientConfig, _ *metav1.LabelSelector) {
		client.CABundle = bundle
	})
}

func (r registration) failAs(policy admissionregistrationv1.FailurePolicyType) {
	for i := range r.mutating.Webhooks {
		r.mutating.Webhooks[i].FailurePolicy = &policy
	}
	for i := range r.validating.Webhooks {
		r.validating.Webhooks[i].FailurePolicy = &policy
	}
}

func (c *Cluster) apply(r registration) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	api := c.Client.AdmissionregistrationV1()
	if _, err := api.MutatingWebhookConfigurations().Create(ctx, r.mutating, metav1.CreateOptions{}); err != nil {
		return err
	}
	_, err := api.ValidatingWebhookConfigurations().Create(ctx, r.validating, metav1.CreateOptions{})
	return err
}

func (c *Cluster) unregister(installation string) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	api := c.Client.AdmissionregistrationV1()
	api.MutatingWebhookConfigurations().Delete(ctx, "00-tenure-"+installation, metav1.DeleteOptions{})
	api.ValidatingWebhookConfigurations().Delete(ctx, "00-tenure-"+installation, metav1.DeleteOptions{})
}
