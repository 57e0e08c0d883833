package controlplane

import (
	"fmt"
	"os"

	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"

	"tenure.dev/tests/cluster/pki"
)

const (
	// WebhookClientName is in the certificate that the API server shows to the webhook.
	WebhookClientName = "apiserver"

	// webhookHost is the webhook that it is shown to: other servers are none of its business.
	webhookHost = "tenure.tenure-system.svc"
)

// WebhookClients is the CA of the certificate that the API server shows to the webhook.
func (c Credentials) WebhookClients() string { return c.file("webhook-clients.crt") }

func (c Credentials) admissionConfiguration() string { return c.file("admission.yaml") }

// createWebhookClient makes what an administrator of API servers writes, so that these show a
// certificate to the webhook: a kubeconfig whose users are named for webhooks, and a configuration
// that names it.
func (c Credentials) createWebhookClient() error {
	authority, err := pki.NewAuthority("webhook-clients")
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.WebhookClients(), authority.Bundle(), 0o644); err != nil {
		return err
	}
	pair, err := authority.Issue(pki.Subject{CommonName: WebhookClientName})
	if err != nil {
		return err
	}
	if err := pair.WriteTo(c.Dir, "webhook-client"); err != nil {
		return err
	}
	config := clientcmdapi.NewConfig()
	config.AuthInfos[webhookHost] = &clientcmdapi.AuthInfo{
		ClientCertificate: c.file("webhook-client.crt"), ClientKey: c.file("webhook-client.key")}
	if err := clientcmd.WriteToFile(*config, c.file("webhook-client.kubeconfig")); err != nil {
		return err
	}
	text := "apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins:\n"
	for _, plugin := range []string{"MutatingAdmissionWebhook", "ValidatingAdmissionWebhook"} {
		text += fmt.Sprintf("- name: %s\n  configuration: {apiVersion: apiserver.config.k8s.io/v1, kind: WebhookAdmissionConfiguration, kubeConfigFile: %q}\n",
			plugin, c.file("webhook-client.kubeconfig"))
	}
	return os.WriteFile(c.admissionConfiguration(), []byte(text), 0o644)
}
