package latency

import (
	"math"
	"slices"
	"time"
)

// quantile is the nearest-rank one: the smallest value that a share of all values does not exceed.
// NaN where there is no value.
func quantile(values []float64, share float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	rank := int(math.Ceil(share * float64(len(sorted))))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

// median is the mean of the two in the middle where there is no middle one, so that it does not
// depend on whether rounds are odd or even.
func median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

func milliseconds(durations []time.Duration) []float64 {
	values := make([]float64, len(durations))
	for i, duration := range durations {
		values[i] = float64(duration.Microseconds()) / 1000
	}
	return values
}

// round is what each contestant measured in one of its turns, by the contestant's name.
type round map[string]turn

// figure is one number of a turn.
type figure func(turn) float64

// over is the median of a figure over the rounds.
func over(rounds []round, name string, read figure) float64 {
	values := make([]float64, len(rounds))
	for i, each := range rounds {
		values[i] = read(each[name])
	}
	return median(values)
}

// added is the median over the rounds of what a contestant's figure has more than that of the
// baseline in the same round.
func added(rounds []round, name string, read figure) float64 {
	values := make([]float64, len(rounds))
	for i, each := range rounds {
		values[i] = read(each[name]) - read(each[baseline])
	}
	return median(values)
}

// ratio is the median over the rounds of what a contestant adds, by what another adds in the same
// round. A round in which the other adds nothing says nothing.
func ratio(rounds []round, name, other string, read figure) float64 {
	var values []float64
	for _, each := range rounds {
		if more := read(each[other]) - read(each[baseline]); more > 0 {
			values = append(values, (read(each[name])-read(each[baseline]))/more)
		}
	}
	return median(values)
}
