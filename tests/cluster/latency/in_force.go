package latency

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"

	"tenure.dev/tests/cluster/scenario"
)

// waitUntilInForce tries the pod until the API server has taken note of the registration: it
// watches them, and is a moment late.
func (b *bench) waitUntilInForce(ctx context.Context, c *contestant) error {
	ctx, cancel := context.WithTimeout(ctx, scenario.Patience)
	defer cancel()
	var state error
	for ctx.Err() == nil {
		if state = b.tryOnce(ctx, c); state == nil {
			return nil
		}
		select {
		case <-ctx.Done():
		case <-time.After(200 * time.Millisecond):
		}
	}
	return fmt.Errorf("%s is not in force: %w", c.title, state)
}

// tryOnce returns what is not yet as it must be.
func (b *bench) tryOnce(ctx context.Context, c *contestant) error {
	before, err := readMetrics(ctx, b.api)
	if err != nil {
		return err
	}
	c.creates++
	answer, err := create(ctx, b.api, b.namespace(c), b.pod)
	if err != nil {
		return err
	}
	after, err := readMetrics(ctx, b.api)
	if err != nil {
		return err
	}
	c.admitted = &corev1.Pod{}
	if err := json.Unmarshal(answer, c.admitted); err != nil {
		return err
	}
	if changed := c.admitted.Spec.PriorityClassName != ""; changed != c.changes {
		return fmt.Errorf("the pod is changed: %t", changed)
	}
	if validated := after.validating > before.validating; validated != c.validates {
		return fmt.Errorf("a validating webhook is called: %t", validated)
	}
	return nil
}

// samePod is an error where a contestant does not do what the other does.
func samePod(one, other *contestant) error {
	a, b := one.admitted, other.admitted
	for _, part := range []struct {
		what       string
		one, other any
	}{
		{"labels", a.Labels, b.Labels}, {"annotations", a.Annotations, b.Annotations}, {"spec", a.Spec, b.Spec},
	} {
		if !equality.Semantic.DeepEqual(part.one, part.other) {
			return fmt.Errorf("%s and %s make other pods: %s %v and %v", one.title, other.title, part.what, part.one, part.other)
		}
	}
	return nil
}

// sameSmallJob looks at what both do. Tenure writes down beside it why it did it.
func sameSmallJob(one, other *contestant) error {
	job := func(pod *corev1.Pod) string {
		resources := pod.Spec.Containers[0].Resources
		return fmt.Sprintf("class %s, priority class %s, memory %d, limited to %d", pod.Labels["tenure.dev/assigned-class"],
			pod.Spec.PriorityClassName, resources.Requests.Memory().Value(), resources.Limits.Memory().Value())
	}
	if a, b := job(one.admitted), job(other.admitted); a != b {
		return fmt.Errorf("%s and %s do other jobs: %s, and %s", one.title, other.title, a, b)
	}
	return nil
}
