package scenarios

import (
	"crypto/tls"
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"tenure.dev/tests/cluster/scenario"
)

// Not parallel: it wants all namespaces for itself, and breaks Tenure in every way.
func TestPrometheusScrapesAndAlerts(t *testing.T) {
	release := cluster.PrepareRelease(t, "--set", "validate.failurePolicy=Fail").WithCertificate(t)
	release.Install(t, cluster.Chart())
	alerts, err := os.ReadFile(cluster.Chart() + "/files/alerts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	prometheus := cluster.StartPrometheus(t, string(alerts))
	namespace := cluster.Namespace(t, nil)

	t.Run("both replicas are scraped", func(t *testing.T) {
		prometheus.EventuallyFinds(t, "two replicas", `count(tenure_build_info) == 2`)
		prometheus.EventuallyFinds(t, "the API server", `up{job="apiserver"} == 1`)
	})
	t.Run("refusals", func(t *testing.T) {
		creates := startCreating(t, namespace, createsOfUsers)
		defer creates.stop()
		typos := repeatedly(t, func() { namespace.DryRun(t, cluster.Pod("typo", scenario.Annotate("class", "lnog"))) })
		defer typos()
		prometheus.EventuallyFires(t, "TenureRefusesMany")
	})
	t.Run("garbage", func(t *testing.T) {
		defer repeatedly(t, func() { sendGarbage(t) })()
		prometheus.EventuallyFires(t, "TenureMalformedRequests")
	})
	t.Run("a bad policy", func(t *testing.T) {
		// With nobody at the door it comes as far as the file.
		cluster.Kubectl.Must(t, "", "patch", "validatingwebhookconfiguration", "00-tenure", "--patch",
			`{"webhooks": [{"name": "policy.validate.tenure.dev", "$patch": "delete"}]}`)
		editPolicy(t, "mode: enforce", "mode: enforced")
		prometheus.EventuallyFires(t, "TenurePolicyRejected")
		prometheus.EventuallyFinds(t, "the last good one stays", `tenure_policy_info{state="in_force"}`)
	})
	t.Run("one replica", func(t *testing.T) {
		editPolicy(t, "mode: enforced", "mode: enforce")
		scale(t, "1")
		prometheus.EventuallyFires(t, "TenureReplicaMissing")
	})
	t.Run("none", func(t *testing.T) {
		scale(t, "0")
		creates := startCreating(t, namespace, createsOfUsers)
		defer creates.stop()
		prometheus.EventuallyFires(t, "TenureDown")
		prometheus.EventuallyFires(t, "TenureFailsOpen")
		prometheus.EventuallyFires(t, "TenureUnreachable")
	})
	t.Run("every panel of the dashboard has shown something", func(t *testing.T) {
		for title, query := range dashboardQueries(t) {
			prometheus.EventuallyFinds(t, title, "last_over_time(("+query+")[10m:1s])")
		}
	})
}

// repeatedly does something until the function that it returns is called.
func repeatedly(t *testing.T, do func()) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			case <-t.Context().Done():
				return
			default:
				do()
			}
		}
	}()
	return func() { close(done); <-ended }
}

func sendGarbage(t *testing.T) {
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true,
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	for _, pod := range cluster.Replicas(t) {
		response, err := client.Post("https://"+pod.Status.PodIP+":8443/mutate", "application/json", strings.NewReader("garbage"))
		if err == nil {
			response.Body.Close()
		}
	}
}

// editPolicy has the kubelet bring the edit at once, by a change of the pods.
func editPolicy(t *testing.T, from, to string) {
	t.Helper()
	kubectl := func(input string, args ...string) string {
		return cluster.Kubectl.Must(t, input, append([]string{"--namespace", scenario.SystemNamespace}, args...)...).Output
	}
	policy := kubectl("", "get", "configmap", "tenure-policy", "--output", "json")
	scenario.Eventually(t, "the edit is taken", func() (bool, string) {
		answer := cluster.Kubectl.Run(t, strings.Replace(policy, from, to, 1),
			"--namespace", scenario.SystemNamespace, "replace", "--filename", "-")
		return !answer.Failed, answer.Said
	})
	kubectl("", "annotate", "pods", "--selector", "app.kubernetes.io/name=tenure", "tenure.test/edited="+to[6:], "--overwrite")
}

func scale(t *testing.T, replicas string) {
	t.Helper()
	cluster.Kubectl.Must(t, "", "--namespace", scenario.SystemNamespace, "scale", "deployment/tenure", "--replicas="+replicas)
}

func dashboardQueries(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(cluster.Chart() + "/files/dashboard.json")
	if err != nil {
		t.Fatal(err)
	}
	var dashboard struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(text, &dashboard); err != nil {
		t.Fatal(err)
	}
	queries := map[string]string{}
	for _, panel := range dashboard.Panels {
		for _, target := range panel.Targets {
			queries[panel.Title+": "+target.Expr] = strings.ReplaceAll(target.Expr, "$__rate_interval", "1m")
		}
	}
	if len(queries) < 8 {
		t.Fatalf("only %d queries: this shows nothing", len(queries))
	}
	return queries
}
