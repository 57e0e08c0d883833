package controlplane

import (
	"os"
	"path/filepath"

	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"

	"tenure.dev/tests/cluster/pki"
)

// NodeName is the one real node.
const NodeName = "node1"

// Credentials are the files that prove who is who in the cluster.
type Credentials struct{ Dir string }

func (c Credentials) Authority() string         { return c.file("ca.crt") }
func (c Credentials) AdminKubeconfig() string   { return c.file("admin.kubeconfig") }
func (c Credentials) KubeletKubeconfig() string { return c.file("kubelet.kubeconfig") }
func (c Credentials) file(name string) string   { return filepath.Join(c.Dir, name) }

// Create makes every certificate and kubeconfig of the cluster.
func (c Credentials) Create() error {
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return err
	}
	authority, err := pki.NewAuthority("tenure-test-cluster")
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Authority(), authority.Bundle(), 0o644); err != nil {
		return err
	}
	subjects := map[string]pki.Subject{
		"server": {CommonName: "kube-apiserver", Hosts: []string{"localhost", "kubernetes", "kubernetes.default",
			"kubernetes.default.svc", "127.0.0.1", serviceAddress, NodeAddress}},
		"service-accounts": {CommonName: "service-accounts"},
		"admin":            {CommonName: "admin", Organizations: []string{"system:masters"}},
		"kubelet":          {CommonName: "system:node:" + NodeName, Organizations: []string{"system:nodes"}},
	}
	for name, subject := range subjects {
		pair, err := authority.Issue(subject)
		if err != nil {
			return err
		}
		if err := pair.WriteTo(c.Dir, name); err != nil {
			return err
		}
	}
	if err := c.writeKubeconfig(c.AdminKubeconfig(), "admin"); err != nil {
		return err
	}
	if err := c.writeKubeconfig(c.KubeletKubeconfig(), "kubelet"); err != nil {
		return err
	}
	return c.createWebhookClient()
}

func (c Credentials) writeKubeconfig(file, user string) error {
	config := clientcmdapi.NewConfig()
	config.Clusters["tenure-test"] = &clientcmdapi.Cluster{
		Server: "https://" + serviceAddress, CertificateAuthority: c.Authority()}
	config.AuthInfos[user] = &clientcmdapi.AuthInfo{
		ClientCertificate: c.file(user + ".crt"), ClientKey: c.file(user + ".key")}
	config.Contexts["tenure-test"] = &clientcmdapi.Context{Cluster: "tenure-test", AuthInfo: user}
	config.CurrentContext = "tenure-test"
	return clientcmd.WriteToFile(*config, file)
}
