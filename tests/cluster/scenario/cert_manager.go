package scenario

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// CertManager is cert-manager, running beside the scenarios.
type CertManager struct{ cluster *Cluster }

// StartCertManager runs it, with its resource definitions, for the time of a scenario.
func (c *Cluster) StartCertManager(t *testing.T) CertManager {
	t.Helper()
	if c.certManager == "" {
		t.Skip("needs cert-manager: ./dev cluster companions builds it")
	}
	definitions := filepath.Join(filepath.Dir(c.certManager), "crds")
	c.Kubectl.Must(t, "", "apply", "--server-side", "--filename", definitions)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		exec.CommandContext(ctx, c.Kubectl.Program, "--kubeconfig", c.Kubectl.Kubeconfig, "delete", "--filename", definitions).Run()
	})
	c.Kubectl.Must(t, "", "wait", "--for=condition=Established", "--filename", definitions)
	c.runCertManager(t)
	return CertManager{cluster: c}
}

// runCertManager returns when it does what it is for.
func (c *Cluster) runCertManager(t *testing.T) {
	t.Helper()
	var log bytes.Buffer
	process := exec.Command(c.certManager)
	process.Env = append(os.Environ(), "KUBECONFIG="+c.Kubectl.Kubeconfig)
	process.Stdout, process.Stderr = &log, &log
	process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := process.Start(); err != nil {
		t.Fatalf("starting cert-manager: %v", err)
	}
	ended := make(chan struct{})
	go func() { process.Wait(); close(ended) }()
	t.Cleanup(func() {
		process.Process.Signal(os.Interrupt)
		<-ended
		if t.Failed() {
			t.Logf("cert-manager said:\n%s", log.Bytes())
		}
	})
	namespace := c.Namespace(t, nil)
	namespace.MustKubectl(t, selfSigningIssuer, "apply", "--filename", "-")
	Eventually(t, "cert-manager looks at an Issuer", func() (bool, string) {
		select {
		case <-ended:
			t.Fatal("cert-manager has ended")
		default:
		}
		ready := namespace.MustKubectl(t, "", "get", "issuer", "probe", "--output", `jsonpath={.status.conditions[?(@.type=="Ready")].status}`)
		return ready.Output == "True", ready.Output
	})
}

const selfSigningIssuer = `
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: probe}
spec: {selfSigned: {}}
`

// Renew asks for a Certificate to be issued anew, as `cmctl renew` does, and returns when it is.
func (m CertManager) Renew(t *testing.T, certificate string) {
	t.Helper()
	before := m.serial(t, certificate)
	m.cluster.Kubectl.Must(t, "", "--namespace", SystemNamespace, "patch", "certificate", certificate, "--subresource=status", "--type=merge",
		"--patch", fmt.Sprintf(`{"status":{"conditions":[{"type":"Issuing","status":"True","reason":"ManuallyTriggered","message":"asked for","lastTransitionTime":%q}]}}`,
			time.Now().UTC().Format(time.RFC3339)))
	Eventually(t, "Certificate "+certificate+" is issued anew", func() (bool, string) {
		return m.serial(t, certificate) != before, "it is the same"
	})
}

// WaitUntilTrusted returns when every webhook is verified with the CA of a Secret.
func (m CertManager) WaitUntilTrusted(t *testing.T, secret string) {
	t.Helper()
	want := string(m.cluster.secret(t, secret).Data[corev1.TLSCertKey])
	Eventually(t, "every webhook is verified with the CA of Secret "+secret, func() (bool, string) {
		bundles := m.cluster.Kubectl.Must(t, "", "get", "mutatingwebhookconfiguration,validatingwebhookconfiguration",
			"--output", "jsonpath={.items[?(@.metadata.name=='00-tenure')].webhooks[*].clientConfig.caBundle}").Output
		for bundle := range strings.FieldsSeq(bundles) {
			if text, err := base64.StdEncoding.DecodeString(bundle); err != nil || !strings.Contains(string(text), want) {
				return false, "one is not"
			}
		}
		return bundles != "", "none has a caBundle"
	})
}

func (m CertManager) serial(t *testing.T, certificate string) string {
	t.Helper()
	secret := m.cluster.Kubectl.Must(t, "", "--namespace", SystemNamespace, "get", "certificate", certificate,
		"--output", "jsonpath={.spec.secretName}").Output
	return parseCertificate(t, m.cluster.secret(t, secret).Data[corev1.TLSCertKey]).SerialNumber.String()
}
