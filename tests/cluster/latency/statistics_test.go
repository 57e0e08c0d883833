package latency

import (
	"math"
	"testing"
	"time"
)

func expect(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s: %g, not %g", what, got, want)
	}
}

func TestMedianIsTheMiddleOfOddAndTheMeanOfTheMiddleTwoOfEven(t *testing.T) {
	expect(t, "of three", median([]float64{9, 1, 5}), 5)
	expect(t, "of four", median([]float64{4, 1, 3, 100}), 3.5)
	if !math.IsNaN(median(nil)) {
		t.Error("no values have a median")
	}
}

func TestMedianLeavesItsValuesInTheirOrder(t *testing.T) {
	values := []float64{3, 1, 2}
	median(values)
	if values[0] != 3 || values[1] != 1 || values[2] != 2 {
		t.Errorf("sorted in place: %v", values)
	}
}

func TestQuantileIsTheNearestRank(t *testing.T) {
	values := make([]float64, 100)
	for i := range values {
		values[i] = float64(100 - i)
	}
	expect(t, "p99 of 1 to 100", quantile(values, 0.99), 99)
	expect(t, "p0", quantile(values, 0), 1)
	expect(t, "p100", quantile(values, 1), 100)
	expect(t, "p99 of one", quantile([]float64{7}, 0.99), 7)
}

func TestMillisecondsKeepMicroseconds(t *testing.T) {
	expect(t, "1.234 ms", milliseconds([]time.Duration{1234 * time.Microsecond})[0], 1.234)
}

func medians(none, one, other float64) round {
	return round{baseline: {median: none}, "one": {median: one}, "other": {median: other}}
}

func readMedian(t turn) float64 { return t.median }

func TestAddedIsTakenWithinEachRound(t *testing.T) {
	// The machine gets slower from round to round: the difference of the medians would be 0.
	rounds := []round{medians(10, 12, 0), medians(20, 22, 0), medians(30, 32, 0)}
	expect(t, "added", added(rounds, "one", readMedian), 2)
	expect(t, "median", over(rounds, "one", readMedian), 22)
}

func TestRatioIsTheMedianOfTheRoundsRatios(t *testing.T) {
	rounds := []round{medians(10, 12, 14), medians(10, 13, 12), medians(10, 11, 20)}
	expect(t, "0.5, 1.5 and 0.1", ratio(rounds, "one", "other", readMedian), 0.5)
}

func TestRatioLeavesOutRoundsInWhichTheOtherAddsNothing(t *testing.T) {
	rounds := []round{medians(10, 12, 14), medians(10, 12, 9), medians(10, 12, 10)}
	expect(t, "of the first round alone", ratio(rounds, "one", "other", readMedian), 0.5)
	if !math.IsNaN(ratio(rounds[1:], "one", "other", readMedian)) {
		t.Error("there is a ratio to nothing")
	}
}
