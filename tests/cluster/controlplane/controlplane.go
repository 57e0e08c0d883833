// Package controlplane brings up the parts of Kubernetes that need no node.
package controlplane

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	"tenure.dev/tests/cluster/sandbox"
)

const (
	etcdURL      = "http://127.0.0.1:2379"
	startTimeout = 2 * time.Minute
)

// Programs are the paths of what runs.
type Programs struct {
	Etcd, APIServer, ControllerManager, Scheduler, Kwok string
}

// ControlPlane keeps its state and logs below Dir.
type ControlPlane struct {
	Dir         string
	Programs    Programs
	Credentials Credentials
}

// Up starts everything in order and returns when the API server is ready.
func (c ControlPlane) Up(ctx context.Context, report func(string, ...any)) error {
	if err := c.Credentials.Create(); err != nil {
		return err
	}
	etcd, apiServer := c.etcd(), c.apiServer()
	for _, component := range []*sandbox.Component{etcd, apiServer} {
		if err := component.Run(); err != nil {
			return err
		}
	}
	report("waiting for the API server")
	if err := c.waitUntilReady(ctx, etcd, apiServer); err != nil {
		return err
	}
	for _, component := range []*sandbox.Component{c.controllerManager(), c.scheduler()} {
		if err := component.Run(); err != nil {
			return err
		}
	}
	return c.startKwok()
}

func (c ControlPlane) component(name, program string, args ...string) *sandbox.Component {
	return &sandbox.Component{Name: name, Path: program, Args: args, Dir: c.Dir, LogFile: filepath.Join(c.Dir, "logs", name+".log")}
}

func (c ControlPlane) etcd() *sandbox.Component {
	return c.component("etcd", c.Programs.Etcd,
		"--data-dir", filepath.Join(c.Dir, "etcd"), "--unsafe-no-fsync",
		"--listen-client-urls", etcdURL, "--advertise-client-urls", etcdURL,
		"--listen-peer-urls", "http://127.0.0.1:2380")
}

func (c ControlPlane) apiServer() *sandbox.Component {
	return c.component("kube-apiserver", c.Programs.APIServer,
		"--etcd-servers", etcdURL,
		"--bind-address", "0.0.0.0", "--secure-port", "443", "--advertise-address", NodeAddress,
		"--service-cluster-ip-range", serviceRange,
		"--enable-aggregator-routing=true", // webhooks behind a Service are dialled at their pods
		"--client-ca-file", c.Credentials.Authority(),
		"--tls-cert-file", c.Credentials.file("server.crt"), "--tls-private-key-file", c.Credentials.file("server.key"),
		"--kubelet-client-certificate", c.Credentials.file("admin.crt"),
		"--kubelet-client-key", c.Credentials.file("admin.key"),
		"--kubelet-preferred-address-types", "InternalIP",
		"--service-account-issuer", "https://kubernetes.default.svc",
		"--service-account-key-file", c.Credentials.file("service-accounts.crt"),
		"--service-account-signing-key-file", c.Credentials.file("service-accounts.key"),
		"--authorization-mode", "Node,RBAC",
		"--admission-control-config-file", c.Credentials.admissionConfiguration(),
		"--enable-admission-plugins", "NodeRestriction", // as kubeadm and managed clusters do
		"--allow-privileged=true")
}

func (c ControlPlane) controllerManager() *sandbox.Component {
	return c.component("kube-controller-manager", c.Programs.ControllerManager,
		"--kubeconfig", c.Credentials.AdminKubeconfig(), "--bind-address", "127.0.0.1", "--leader-elect=false",
		"--use-service-account-credentials=true",
		"--service-account-private-key-file", c.Credentials.file("service-accounts.key"),
		"--root-ca-file", c.Credentials.Authority(),
		"--controllers", "*,-node-ipam-controller")
}

func (c ControlPlane) scheduler() *sandbox.Component {
	return c.component("kube-scheduler", c.Programs.Scheduler,
		"--kubeconfig", c.Credentials.AdminKubeconfig(), "--bind-address", "127.0.0.1", "--leader-elect=false")
}

func (c ControlPlane) waitUntilReady(ctx context.Context, needed ...*sandbox.Component) error {
	client, err := Connect(c.Credentials.AdminKubeconfig())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for {
		status := 0
		client.Discovery().RESTClient().Get().AbsPath("/readyz").Do(ctx).StatusCode(&status)
		if status == http.StatusOK {
			return nil
		}
		for _, component := range needed {
			if err := component.Failure(); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the API server is not ready after %s; see %s", startTimeout, filepath.Join(c.Dir, "logs"))
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// Connect makes a client without a rate limit of its own, because the tests are the only user, and
// which keeps admission's warnings to itself: they are read from what was recorded, or from kubectl.
func Connect(kubeconfig string) (*kubernetes.Clientset, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	config.QPS = -1
	config.WarningHandler = rest.NoWarnings{}
	return kubernetes.NewForConfig(config)
}

func (c ControlPlane) startKwok() error {
	stages := filepath.Join(c.Dir, "kwok.yaml")
	if err := os.WriteFile(stages, kwokStages(), 0o644); err != nil {
		return err
	}
	return c.component("kwok", c.Programs.Kwok,
		"--kubeconfig", c.Credentials.AdminKubeconfig(), "--config", stages,
		"--manage-nodes-with-annotation-selector", "kwok.x-k8s.io/node=fake",
		"--node-lease-duration-seconds", "40", "--cidr", "10.97.0.0/16", "--node-ip", "10.97.0.1").Run()
}
