package scenario

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"

	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/clientcmd"
)

// Prometheus is Debian's, beside the cluster: it scrapes what is behind the Service's port for
// metrics, and the API server. (Debian builds it without the discovery of Kubernetes.)
type Prometheus struct{ url string }

const prometheusProgram = "/usr/bin/prometheus"

const prometheusConfig = `
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [%[1]s/alerts.yaml]
scrape_configs:
- job_name: tenure
  static_configs: [{targets: %[2]s}]
- job_name: apiserver
  scheme: https
  tls_config: {ca_file: %[1]s/ca.crt, cert_file: %[1]s/admin.crt, key_file: %[1]s/admin.key}
  static_configs: [{targets: [%[3]q]}]
`

// minutesOfPatience is what alerts wait for before they fire: a test has none.
var minutesOfPatience = regexp.MustCompile(`for: [0-9]+m`)

// StartPrometheus runs one with the alerts of the chart, until the test ends.
func (c *Cluster) StartPrometheus(t *testing.T, alerts string) Prometheus {
	t.Helper()
	if _, err := os.Stat(prometheusProgram); err != nil {
		t.Skip("needs Debian's package prometheus")
	}
	dir := t.TempDir()
	apiServer := c.writeAdminFiles(t, dir)
	write(t, dir+"/alerts.yaml", minutesOfPatience.ReplaceAllString(alerts, "for: 0s"))
	write(t, dir+"/prometheus.yml", fmt.Sprintf(prometheusConfig, dir, c.metricsTargets(t), apiServer))
	address, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.Create(filepath.Join(dir, "prometheus.log"))
	if err != nil {
		t.Fatal(err)
	}
	process := exec.Command(prometheusProgram, "--config.file="+dir+"/prometheus.yml",
		"--storage.tsdb.path="+dir+"/data", "--web.listen-address="+address)
	process.Stdout, process.Stderr = log, log
	process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		process.Process.Signal(syscall.SIGTERM)
		process.Wait()
		log.Close()
		if text, _ := os.ReadFile(log.Name()); t.Failed() {
			t.Logf("Prometheus said:\n%s", text)
		}
	})
	return Prometheus{url: "http://" + address}
}

// freeAddress is nobody's at this moment: for a program that does not tell which port it has chosen.
func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	return listener.Addr().String(), nil
}

// metricsTargets are the addresses behind the Service's port, as a JSON list.
func (c *Cluster) metricsTargets(t *testing.T) string {
	t.Helper()
	slices, err := c.Client.DiscoveryV1().EndpointSlices(SystemNamespace).List(t.Context(),
		metav1.ListOptions{LabelSelector: discoveryv1.LabelServiceName + "=tenure"})
	if err != nil {
		t.Fatal(err)
	}
	targets := []string{}
	for _, slice := range slices.Items {
		for _, port := range slice.Ports {
			if port.Name == nil || *port.Name != "metrics" {
				continue
			}
			for _, endpoint := range slice.Endpoints {
				targets = append(targets, fmt.Sprintf("%s:%d", endpoint.Addresses[0], *port.Port))
			}
		}
	}
	text, err := json.Marshal(targets)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// writeAdminFiles lets Prometheus read the API server's metrics; it returns that one's address.
func (c *Cluster) writeAdminFiles(t *testing.T, dir string) string {
	t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", c.Kubectl.Kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	for name, source := range map[string]struct {
		file string
		data []byte
	}{
		"ca.crt":    {config.CAFile, config.CAData},
		"admin.crt": {config.CertFile, config.CertData},
		"admin.key": {config.KeyFile, config.KeyData},
	} {
		text := source.data
		if len(text) == 0 {
			if text, err = os.ReadFile(source.file); err != nil {
				t.Skipf("this cluster's kubeconfig has no client certificate: %v", err)
			}
		}
		write(t, filepath.Join(dir, name), string(text))
	}
	parsed, err := url.Parse(config.Host)
	if err != nil {
		t.Fatal(err)
	}
	if parsed.Port() == "" {
		return parsed.Host + ":443"
	}
	return parsed.Host
}

// Samples returns how many series a query finds.
func (p Prometheus) Samples(ctx context.Context, query string) (int, error) {
	var answer struct {
		Status, Error string
		Data          struct{ Result []json.RawMessage }
	}
	if err := p.get(ctx, "/api/v1/query?query="+url.QueryEscape(query), &answer); err != nil {
		return 0, err
	}
	if answer.Status != "success" {
		return 0, fmt.Errorf("%s: %s", query, answer.Error)
	}
	return len(answer.Data.Result), nil
}

// EventuallyFinds waits until a query finds something.
func (p Prometheus) EventuallyFinds(t *testing.T, what, query string) {
	t.Helper()
	Eventually(t, what, func() (bool, string) {
		found, err := p.Samples(t.Context(), query)
		return err == nil && found > 0, fmt.Sprintf("%s: %d series, %v", query, found, err)
	})
}

// EventuallyFires waits until an alert fires.
func (p Prometheus) EventuallyFires(t *testing.T, alert string) {
	t.Helper()
	p.EventuallyFinds(t, alert+" fires", fmt.Sprintf("ALERTS{alertname=%q,alertstate=\"firing\"}", alert))
}

func (p Prometheus) get(ctx context.Context, path string, answer any) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+path, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	return json.NewDecoder(response.Body).Decode(answer)
}
