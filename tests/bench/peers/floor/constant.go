package main

import (
	"bytes"
	"encoding/base64"
)

// constant is an answer but for the uid, which stands between its two halves.
type constant struct{ before, after []byte }

func answering(response string) constant {
	return constant{
		before: []byte(`{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"`),
		after:  []byte(`",` + response + `}}`),
	}
}

func (c constant) to(uid []byte) []byte { return bytes.Join([][]byte{c.before, uid, c.after}, nil) }

var allowed = answering(`"allowed":true`)

func patching(patch []byte) constant {
	return answering(`"allowed":true,"patchType":"JSONPatch","patch":"` + base64.StdEncoding.EncodeToString(patch) + `"`)
}

// decided is what Tenure's patch leaves on a pod. In managedFields its name reads otherwise.
var decided = []byte(`"tenure.dev/decision":`)

// once leaves a pod alone that carries the patch already: the API server asks again after its own
// plugins have changed a patched pod, and one that has appended may not append again.
func once(patched constant) func(review []byte) constant {
	return func(review []byte) constant {
		if bytes.Contains(review, decided) {
			return allowed
		}
		return patched
	}
}
