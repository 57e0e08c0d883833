package scenario

import (
	"os"
	"testing"
)

// kustomize takes no file from above its folder, so that the policy is there twice.
func TestInstalledPolicyIsTheDefaultOne(t *testing.T) {
	installed, err := os.ReadFile("../../../manifests/base/policy.yaml")
	if err != nil {
		t.Fatal(err)
	}
	builtIn, err := os.ReadFile("../../../policies/default.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if string(installed) != string(builtIn) {
		t.Error("manifests/base/policy.yaml is not policies/default.yaml: cp policies/default.yaml manifests/base/policy.yaml")
	}
}
