package latency

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

func admitting(memory, affinityTo string) *contestant {
	pod := &corev1.Pod{}
	pod.Labels = map[string]string{"tenure.dev/assigned-class": "long"}
	pod.Spec.NodeSelector = map[string]string{"to": affinityTo}
	pod.Spec.Containers = []corev1.Container{{Resources: corev1.ResourceRequirements{
		Requests: corev1.ResourceList{corev1.ResourceMemory: resource.MustParse(memory)}}}}
	return &contestant{title: memory + " on " + affinityTo, admitted: pod}
}

func TestContestantsWithTheSamePatchMakeTheSamePod(t *testing.T) {
	if err := samePod(admitting("1Gi", "a"), admitting("1Gi", "a")); err != nil {
		t.Error(err)
	}
	err := samePod(admitting("1Gi", "a"), admitting("1Gi", "b"))
	if err == nil || !strings.Contains(err.Error(), "spec") {
		t.Errorf("another node selector is not noticed: %v", err)
	}
}

func TestTheSmallJobIsComparedByWhatItDoesNotByHowItIsWritten(t *testing.T) {
	if err := sameSmallJob(admitting("1Gi", "a"), admitting("1073741824", "b")); err != nil {
		t.Error(err)
	}
	if err := sameSmallJob(admitting("1Gi", "a"), admitting("2Gi", "a")); err == nil {
		t.Error("another memory request is not noticed")
	}
}
