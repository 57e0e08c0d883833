package latency

import (
	"time"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"

	"tenure.dev/tests/cluster/scenario"
)

// contestant is one way to have pods admitted, in force in a namespace of its own.
type contestant struct {
	name    string // of the installation, too: namespaces and webhooks find each other by it
	title   string // in the table
	against string // the contestant that it is compared with; empty for none
	policy  string // of Tenure; empty where another does the job
	edit    registering

	changes, validates bool // what the API server must be seen to do

	server   *scenario.Direct // nil where none is called
	admitted *corev1.Pod      // the pod, as it would be stored
	creates  int              // that were asked for, measured or not
	cpu      time.Duration    // of the server, when it has ended
}

const (
	baseline      = "latency-none"
	constantPatch = "latency-constant"
	tenureFull    = "latency-tenure"
	celSmall      = "latency-cel"
	tenureSmall   = "latency-small"
	tenureBoth    = "latency-small-both"
	celOnce       = "latency-cel-once"
	tenureOnce    = "latency-once"
)

// newContestants are in the order of the table: each after the one that it is compared with.
func newContestants(defaultPolicy string) []*contestant {
	return []*contestant{
		{name: baseline, title: "none"},
		{name: constantPatch, title: "constant answer with the same patch", changes: true, validates: true},
		{name: tenureFull, title: "Tenure, default policy", against: constantPatch, policy: defaultPolicy, changes: true, validates: true},
		{name: celSmall, title: "CEL, small job", changes: true},
		{name: tenureSmall, title: "Tenure, small job", against: celSmall, policy: smallPolicy, edit: mutatingOnly, changes: true},
		{name: tenureBoth, title: "Tenure, small job, validating too", against: celSmall, policy: smallPolicy, changes: true, validates: true},
		{name: celOnce, title: "CEL, small job, never again", changes: true},
		{name: tenureOnce, title: "Tenure, small job, never again", against: celOnce, policy: smallPolicy, edit: neverAgain, changes: true},
	}
}

func find(contestants []*contestant, name string) *contestant {
	for _, each := range contestants {
		if each.name == name {
			return each
		}
	}
	return nil
}

// registering makes a registration another one than manifests/base's.
type registering func(*admissionregistrationv1.MutatingWebhookConfiguration, *admissionregistrationv1.ValidatingWebhookConfiguration)

// mutatingOnly leaves out what a mutating policy in CEL has no counterpart to.
func mutatingOnly(_ *admissionregistrationv1.MutatingWebhookConfiguration, validating *admissionregistrationv1.ValidatingWebhookConfiguration) {
	validating.Webhooks = nil
}

// neverAgain is for who does not mind what others make of the pod later.
func neverAgain(mutating *admissionregistrationv1.MutatingWebhookConfiguration, validating *admissionregistrationv1.ValidatingWebhookConfiguration) {
	mutatingOnly(mutating, validating)
	never := admissionregistrationv1.NeverReinvocationPolicy
	for i := range mutating.Webhooks {
		mutating.Webhooks[i].ReinvocationPolicy = &never
	}
}

// unconditional has the webhooks asked about mirror pods and daemons, too: for each call, and for
// the conditions alone, the API server converts the whole pod into what CEL can read.
func unconditional(mutating *admissionregistrationv1.MutatingWebhookConfiguration, validating *admissionregistrationv1.ValidatingWebhookConfiguration) {
	for i := range mutating.Webhooks {
		mutating.Webhooks[i].MatchConditions = nil
	}
	for i := range validating.Webhooks {
		validating.Webhooks[i].MatchConditions = nil
	}
}
