package scenario

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// tenure is the server under test, running beside the scenarios.
type tenure struct {
	Dir     string // its policy, certificates and log
	Address string
	Probes  string
	process *exec.Cmd
}

// startTenure runs the binary under a policy and returns when it is ready.
func (c *Cluster) startTenure(dir, policy string, flags ...string) (*tenure, error) {
	server := &tenure{Dir: dir}
	if err := os.WriteFile(server.policyFile(), []byte(policy), 0o644); err != nil {
		return nil, err
	}
	log, err := os.Create(server.logFile())
	if err != nil {
		return nil, err
	}
	defer log.Close()
	server.process = exec.Command(c.Binary, append([]string{"serve", "--policy", server.policyFile(),
		"--listen", "127.0.0.1:0", "--probe-listen", "127.0.0.1:0", "--self-signed", dir}, flags...)...)
	server.process.Stdout, server.process.Stderr = log, log
	server.process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := server.process.Start(); err != nil {
		return nil, err
	}
	if err := server.waitUntilReady(); err != nil {
		server.stop()
		return nil, err
	}
	return server, nil
}

func (s *tenure) policyFile() string { return filepath.Join(s.Dir, "policy.yaml") }
func (s *tenure) logFile() string    { return filepath.Join(s.Dir, "tenure.log") }

func (s *tenure) waitUntilReady() error {
	client := http.Client{Timeout: time.Second}
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if s.Address == "" && !s.readAddresses() {
			continue
		}
		response, err := client.Get("http://" + s.Probes + "/readyz")
		if err != nil {
			continue
		}
		response.Body.Close()
		if response.StatusCode == http.StatusOK {
			return nil
		}
	}
	log, _ := os.ReadFile(s.logFile())
	return fmt.Errorf("tenure serve is not ready; it said:\n%s", log)
}

// readAddresses reads the ports that the server has chosen from its log; false: it has not told them yet.
func (s *tenure) readAddresses() bool {
	log, err := os.ReadFile(s.logFile())
	if err != nil {
		return false
	}
	for line := range bytes.Lines(log) {
		var told struct{ Event, Address, Probes string }
		if json.Unmarshal(line, &told) == nil && told.Event == "listening" {
			s.Address, s.Probes = told.Address, told.Probes
			return true
		}
	}
	return false
}

// proxy passes requests on to the server, and trusts the certificates that it made.
func (s *tenure) proxy() (http.Handler, error) {
	bundle, err := os.ReadFile(filepath.Join(s.Dir, "ca.crt"))
	if err != nil {
		return nil, err
	}
	trusted := x509.NewCertPool()
	trusted.AppendCertsFromPEM(bundle)
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "https", Host: s.Address})
	proxy.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}, MaxIdleConnsPerHost: 25}
	return proxy, nil
}

func (s *tenure) stop() {
	s.process.Process.Signal(syscall.SIGTERM)
	kill := time.AfterFunc(20*time.Second, func() { s.process.Process.Kill() })
	defer kill.Stop()
	s.process.Wait()
}

// CheckPolicy fails the test where `tenure policy check` finds errors.
func (c *Cluster) CheckPolicy(t *testing.T, policy string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "policy.yaml")
	if err := os.WriteFile(file, []byte(policy), 0o644); err != nil {
		t.Fatal(err)
	}
	if output, err := exec.Command(c.Binary, "policy", "check", file).CombinedOutput(); err != nil {
		t.Errorf("tenure policy check: %v\n%s\n%s", err, output, policy)
	}
}
