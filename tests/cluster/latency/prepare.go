package latency

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	admissionv1 "k8s.io/api/admission/v1"
	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
)

//go:embed small-policy.yaml
var smallPolicy string

// prepare brings everything into force that is measured.
func (b *bench) prepare(ctx context.Context) ([]*contestant, error) {
	if err := b.readPod(); err != nil {
		return nil, err
	}
	if err := b.cluster.InstallPriorityClasses(); err != nil {
		return nil, err
	}
	policy, err := b.cluster.DefaultPolicy()
	if err != nil {
		return nil, err
	}
	contestants := newContestants(policy)
	if err := b.startServers(contestants); err != nil {
		return nil, err
	}
	for _, each := range contestants {
		b.report("bringing into force: %s", each.title)
		if err := b.bringIntoForce(ctx, each); err != nil {
			return nil, err
		}
	}
	failures := []error{samePod(find(contestants, tenureFull), find(contestants, constantPatch))}
	for _, small := range []string{tenureSmall, tenureBoth, celOnce, tenureOnce} {
		failures = append(failures, sameSmallJob(find(contestants, small), find(contestants, celSmall)))
	}
	return contestants, errors.Join(failures...)
}

// readPod takes the pod from the review that the other benchmarks send, as its owner would have
// sent it.
func (b *bench) readPod() (err error) {
	if b.review, err = os.ReadFile(filepath.Join(b.cluster.Checkout, "tests/data/bench/review-10k.json")); err != nil {
		return err
	}
	var review admissionv1.AdmissionReview
	if err := json.Unmarshal(b.review, &review); err != nil {
		return err
	}
	var pod corev1.Pod
	if err := json.Unmarshal(review.Request.Object.Raw, &pod); err != nil {
		return err
	}
	pod.Namespace, pod.ManagedFields = "", nil
	b.pod, err = json.Marshal(pod)
	return err
}

func (b *bench) startServers(contestants []*contestant) error {
	for _, each := range contestants {
		if each.policy == "" {
			continue
		}
		if err := b.startTenure(each); err != nil {
			return err
		}
	}
	patch, err := askForPatch(find(contestants, tenureFull).server, b.review)
	if err != nil {
		return err
	}
	return b.startFloor(find(contestants, constantPatch), patch)
}

func (b *bench) startTenure(c *contestant) (err error) {
	dir := filepath.Join(b.dir, c.name)
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	if c.server, err = b.cluster.StartDirect(dir, c.policy); err == nil {
		b.cleanup = append(b.cleanup, func() { c.cpu = c.server.Stop() })
	}
	return err
}

func (b *bench) bringIntoForce(ctx context.Context, c *contestant) error {
	remove, err := b.cluster.LabelledNamespace(ctx, b.namespace(c), c.name)
	if err != nil {
		return err
	}
	b.cleanup = append(b.cleanup, remove)
	switch {
	case c.server != nil:
		b.cleanup = append(b.cleanup, func() { b.cluster.Unregister(c.name) })
		err = b.cluster.Register(c.name, c.server, b.registration(c))
	case c.changes:
		err = b.applyCELPolicy(ctx, c)
	}
	if err != nil {
		return err
	}
	return b.waitUntilInForce(ctx, c)
}

func (b *bench) registration(c *contestant) registering {
	return func(mutating *admissionregistrationv1.MutatingWebhookConfiguration, validating *admissionregistrationv1.ValidatingWebhookConfiguration) {
		if c.edit != nil {
			c.edit(mutating, validating)
		}
		if b.options.Unconditional {
			unconditional(mutating, validating)
		}
	}
}
