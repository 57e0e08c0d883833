// Package scenario is what the scenarios are written with: a cluster, a Tenure installed into it,
// namespaces that clean up after themselves, and pods as they are stored.
package scenario

import (
	"cmp"
	"os"
	"path/filepath"
	"testing"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"tenure.dev/tests/cluster/controlplane"
	"tenure.dev/tests/cluster/images"
)

// Patience is how long a scenario waits for what must come. Nothing is slower for its being long.
const Patience = 4 * time.Minute

// Cluster is where the scenarios run.
type Cluster struct {
	Client   *kubernetes.Clientset
	Kubectl  Kubectl
	Helm     Helm
	Checkout string // of Tenure's source
	Binary   string // the server under test
	Image    string // the same, for Deployments; empty where the cluster has none
	Busybox  string // an image with a shell
	Host     string // the address under which the API server reaches this process
	clients  string // the CA of the certificate that the API server shows to Tenure's Service; empty: none
	noNode   string // why no real node runs

	certManager string // the program; empty where it was not built
	helm4       string // likewise
	byHelm      bool   // the ordinary installation is helm's, in SystemNamespace
	ownNode     bool   // the real node is the harness's own, of the size that package node gives it

	wrapImage   string // of tenure-wrap, on the harness's own node
	volumes     string // a folder for PersistentVolumes, likewise
	nodeRoot    string // where this process sees the node's files, likewise
	enterNode   string // what runs a program where the node's run, likewise
	ctr         string // containerd's client there
	nodeControl string // the socket on which the node's supervisor takes orders
}

// Connect finds the cluster and everything else from the environment that `cluster test` sets.
func Connect() (*Cluster, error) {
	kubeconfig := os.Getenv(clientcmd.RecommendedConfigPathEnvVar)
	client, err := controlplane.Connect(kubeconfig)
	if err != nil {
		return nil, err
	}
	checkout, err := filepath.Abs("../../..")
	if err != nil {
		return nil, err
	}
	return &Cluster{
		Client:   client,
		Kubectl:  Kubectl{Program: cmp.Or(os.Getenv("KUBECTL"), "kubectl"), Kubeconfig: kubeconfig},
		Helm:     Helm{Program: cmp.Or(os.Getenv("HELM"), "helm"), Kubeconfig: kubeconfig},
		Checkout: checkout,
		Binary:   cmp.Or(os.Getenv("TENURE_BINARY"), filepath.Join(checkout, "build/release/tenure")),
		Image:    os.Getenv("TENURE_IMAGE"),
		Busybox:  cmp.Or(os.Getenv("TENURE_BUSYBOX"), images.Busybox),
		Host:     cmp.Or(os.Getenv("TENURE_HOST"), "127.0.0.1"),
		clients:  os.Getenv("CLUSTER_WEBHOOK_CLIENTS"),
		noNode:   os.Getenv("CLUSTER_NO_NODE"),

		certManager: os.Getenv("CERT_MANAGER"),
		helm4:       os.Getenv("HELM4"),
		byHelm:      os.Getenv("TENURE_INSTALLED_BY") == "helm",
		ownNode:     os.Getenv("CLUSTER_OWN_NODE") != "",

		wrapImage:   os.Getenv("TENURE_WRAP_IMAGE"),
		volumes:     os.Getenv("CLUSTER_VOLUMES"),
		nodeRoot:    os.Getenv("CLUSTER_NODE_ROOT"),
		enterNode:   os.Getenv("CLUSTER_ENTER_NODE"),
		ctr:         os.Getenv("CLUSTER_CTR"),
		nodeControl: os.Getenv("CLUSTER_NODE_CONTROL"),
	}, nil
}

// Eventually waits until done says so, and fails the test with what it said last.
func Eventually(t *testing.T, what string, done func() (ok bool, state string)) {
	t.Helper()
	var state string
	for deadline := time.Now().Add(Patience); ; time.Sleep(100 * time.Millisecond) {
		ok, now := done()
		if ok {
			return
		}
		state = now
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within %s; last seen: %s", what, Patience, state)
		}
	}
}
