package latency

import (
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"strings"
)

var (
	medianLatency figure = func(t turn) float64 { return t.median }
	p99Latency    figure = func(t turn) float64 { return t.p99 }
	apiServerCPU  figure = func(t turn) float64 { return t.apiServerCPU }
	mutating      figure = func(t turn) float64 { return t.mutating }
	validating    figure = func(t turn) float64 { return t.validating }
)

var columns = []string{"admission", "median ms", "added ms", "x", "p99 ms", "API server's CPU ms", "added", "x",
	"calls, mutating", "validating", "webhook's CPU µs"}

// printTable writes markdown. Everything is per create.
func printTable(out io.Writer, contestants []*contestant, rounds []round) {
	row := func(cells ...string) { fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | ")) }
	row(columns...)
	fmt.Fprintln(out, strings.Repeat("|---", len(columns))+"|")
	for _, each := range contestants {
		is := func(format string, read figure) string { return fmt.Sprintf(format, over(rounds, each.name, read)) }
		more := func(read figure) string { return fmt.Sprintf("%.2f", added(rounds, each.name, read)) }
		times := func(read figure) string { return timesTheOther(rounds, each, read) }
		row(each.title,
			is("%.2f", medianLatency), more(medianLatency), times(medianLatency), is("%.2f", p99Latency),
			is("%.2f", apiServerCPU), more(apiServerCPU), times(apiServerCPU),
			is("%.0f", mutating), is("%.0f", validating), each.cpuPerCreate())
	}
}

// printLoad tells whom else the numbers belong to.
func printLoad(out io.Writer) {
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		lastMinute, _, _ := strings.Cut(string(text), " ")
		fmt.Fprintf(out, "\nload of the machine at the end: %s, on %d cores\n", lastMinute, runtime.NumCPU())
	}
}

// timesTheOther is what a contestant adds, by what the one adds that it is compared with.
func timesTheOther(rounds []round, each *contestant, read figure) string {
	if each.against == "" {
		return "–"
	}
	times := ratio(rounds, each.name, each.against, read)
	if math.IsNaN(times) {
		return "?"
	}
	return fmt.Sprintf("%.2f", times)
}

func (c *contestant) cpuPerCreate() string {
	if c.server == nil {
		return "–"
	}
	return fmt.Sprintf("%.0f", float64(c.cpu.Microseconds())/float64(c.creates))
}
