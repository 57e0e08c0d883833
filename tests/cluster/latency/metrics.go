package latency

import (
	"bufio"
	"bytes"
	"context"
	"strconv"
	"strings"

	"k8s.io/client-go/rest"
)

// metrics is what the API server tells of itself.
type metrics struct {
	cpuSeconds           float64
	mutating, validating float64 // calls of webhooks, of all installations
	failedOpen           float64 // of these, calls without an answer that were passed over
}

func readMetrics(ctx context.Context, api rest.Interface) (metrics, error) {
	text, err := api.Get().AbsPath("/metrics").Do(ctx).Raw()
	if err != nil {
		return metrics{}, err
	}
	return parseMetrics(text), nil
}

// parseMetrics sums over the label sets that matter here.
func parseMetrics(text []byte) metrics {
	var read metrics
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		series, sample, _ := strings.Cut(lines.Text(), " ")
		value, err := strconv.ParseFloat(sample, 64)
		if err != nil {
			continue // a comment
		}
		isCall := strings.HasPrefix(series, "apiserver_admission_webhook_request_total{")
		switch {
		case series == "process_cpu_seconds_total":
			read.cpuSeconds = value
		case isCall && strings.Contains(series, `type="admit"`):
			read.mutating += value
		case isCall && strings.Contains(series, `type="validating"`):
			read.validating += value
		case strings.HasPrefix(series, "apiserver_admission_webhook_fail_open_count{"):
			read.failedOpen += value
		}
	}
	return read
}
