package scenario

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	authorizationv1 "k8s.io/api/authorization/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// SelfManaged is a Deployment whose certificates are made and rotated by its own Jobs.
type SelfManaged struct{ Deployment }

const rotationAccount = "tenure-certs"

// DeploySelfManaged installs manifests/overlays/self-managed, and returns when it is in force.
func (c *Cluster) DeploySelfManaged(t *testing.T, failurePolicy admissionregistrationv1.FailurePolicyType) SelfManaged {
	t.Helper()
	c.RequireNode(t)
	if c.Image == "" {
		t.Skip("needs TENURE_IMAGE, an image that this cluster can pull")
	}
	deployment := SelfManaged{Deployment{Name: "certificates", cluster: c}}
	deployment.waitUntilRemoved(t)
	t.Cleanup(deployment.remove)
	registration, err := c.readRegistration()
	if err != nil {
		t.Fatal(err)
	}
	registration.restrictTo(deployment.Name)
	registration.failAs(failurePolicy)
	if err := c.apply(registration); err != nil {
		t.Fatalf("registering: %v", err)
	}
	// The manifests' accounts may change a registration by its name, which is another one here.
	manifests := strings.ReplaceAll(deployment.manifests(t, "overlays/self-managed"), "00-tenure", "00-tenure-"+deployment.Name)
	c.Kubectl.Must(t, manifests, "apply", "--filename", "-")
	deployment.waitForJob(t, "tenure-certs-install")
	deployment.WaitUntilRolledOut(t)
	if err := c.waitUntilInForce(deployment.Name); err != nil {
		t.Fatal(err)
	}
	return deployment
}

func (d SelfManaged) remove() {
	d.Deployment.remove()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	rbac := d.cluster.Client.RbacV1()
	rbac.ClusterRoleBindings().Delete(ctx, rotationAccount, metav1.DeleteOptions{})
	rbac.ClusterRoles().Delete(ctx, rotationAccount, metav1.DeleteOptions{})
}

// Rotate runs the CronJob's Job now, with more arguments, and returns what it said.
func (d SelfManaged) Rotate(t *testing.T, arguments ...string) string {
	t.Helper()
	jobs := d.cluster.Client.BatchV1().Jobs(SystemNamespace)
	cron, err := d.cluster.Client.BatchV1().CronJobs(SystemNamespace).Get(t.Context(), "tenure-certs", metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	job := &batchv1.Job{ObjectMeta: metav1.ObjectMeta{GenerateName: "rotate-"}, Spec: cron.Spec.JobTemplate.Spec}
	container := &job.Spec.Template.Spec.Containers[0]
	container.Args = slices.Concat(container.Args, arguments)
	created, err := jobs.Create(t.Context(), job, metav1.CreateOptions{})
	if err != nil {
		t.Fatalf("creating the rotation: %v", err)
	}
	return d.waitForJob(t, created.Name)
}

func (d SelfManaged) waitForJob(t *testing.T, name string) (said string) {
	t.Helper()
	Eventually(t, "Job "+name+" completes", func() (bool, string) {
		job, err := d.cluster.Client.BatchV1().Jobs(SystemNamespace).Get(t.Context(), name, metav1.GetOptions{})
		if err != nil {
			return false, err.Error()
		}
		if job.Status.Failed > 0 {
			t.Fatalf("Job %s failed:\n%s", name, d.logs(t, name))
		}
		return job.Status.Succeeded > 0, fmt.Sprintf("%+v", job.Status)
	})
	said = d.logs(t, name)
	t.Logf("Job %s says:\n%s", name, said)
	return said
}

func (d SelfManaged) logs(t *testing.T, job string) (said string) {
	t.Helper()
	pods := d.cluster.Client.CoreV1().Pods(SystemNamespace)
	list, err := pods.List(t.Context(), metav1.ListOptions{LabelSelector: batchv1.JobNameLabel + "=" + job})
	if err != nil {
		t.Fatal(err)
	}
	for _, pod := range list.Items {
		text, err := pods.GetLogs(pod.Name, &corev1.PodLogOptions{}).DoRaw(t.Context())
		if err != nil {
			text = []byte(err.Error())
		}
		said += string(text)
	}
	return said
}

func (d SelfManaged) DeleteSecret(t *testing.T) {
	t.Helper()
	if err := d.cluster.Client.CoreV1().Secrets(SystemNamespace).Delete(t.Context(), "tenure-tls", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
}

// MayRotation asks the API server whether the Jobs' account may do something to a Secret of its
// namespace, or to a webhook configuration.
func (d SelfManaged) MayRotation(t *testing.T, verb, resource, name string) bool {
	t.Helper()
	attributes := &authorizationv1.ResourceAttributes{Verb: verb, Resource: resource, Name: name}
	if resource == "secrets" {
		attributes.Namespace = SystemNamespace
	} else {
		attributes.Group = admissionregistrationv1.GroupName
	}
	review := &authorizationv1.SubjectAccessReview{Spec: authorizationv1.SubjectAccessReviewSpec{
		User: "system:serviceaccount:" + SystemNamespace + ":" + rotationAccount, ResourceAttributes: attributes}}
	answer, err := d.cluster.Client.AuthorizationV1().SubjectAccessReviews().Create(t.Context(), review, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return answer.Status.Allowed
}

// Bundles are the caBundles of every webhook of the installation.
func (d SelfManaged) Bundles(t *testing.T) (bundles []string) {
	t.Helper()
	api := d.cluster.Client.AdmissionregistrationV1()
	mutating, err := api.MutatingWebhookConfigurations().Get(t.Context(), "00-tenure-"+d.Name, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	validating, err := api.ValidatingWebhookConfigurations().Get(t.Context(), "00-tenure-"+d.Name, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	registration{mutating, validating}.each(func(client *admissionregistrationv1.WebhookClientConfig, _ *metav1.LabelSelector) {
		bundles = append(bundles, string(client.CABundle))
	})
	return bundles
}
