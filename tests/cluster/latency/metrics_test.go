package latency

import "testing"

func TestCallsAreCountedOverAllWebhooksOfAKind(t *testing.T) {
	read := parseMetrics([]byte(`# HELP process_cpu_seconds_total Total user and system CPU time spent in seconds.
process_cpu_seconds_total 12.5
apiserver_admission_webhook_request_total{code="200",name="a",operation="CREATE",rejected="false",type="admit"} 3
apiserver_admission_webhook_request_total{code="200",name="b",operation="CREATE",rejected="false",type="admit"} 4
apiserver_admission_webhook_request_total{code="200",name="c",operation="CREATE",rejected="false",type="validating"} 5
apiserver_admission_webhook_fail_open_count{name="a",type="admit"} 1
apiserver_admission_webhook_fail_open_count{name="c",type="validating"} 1
apiserver_admission_webhook_rejection_count{name="c",type="validating"} 100
`))
	if want := (metrics{cpuSeconds: 12.5, mutating: 7, validating: 5, failedOpen: 2}); read != want {
		t.Errorf("read %+v, not %+v", read, want)
	}
}
