package main

import (
	"encoding/json"
	"testing"
)

type answer struct {
	Kind     string
	Response struct {
		UID       string
		Allowed   bool
		PatchType string
		Patch     []byte
	}
}

func read(t *testing.T, text []byte) answer {
	t.Helper()
	var decoded answer
	if err := json.Unmarshal(text, &decoded); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if decoded.Kind != "AdmissionReview" || !decoded.Response.Allowed {
		t.Errorf("does not allow: %s", text)
	}
	return decoded
}

func TestAnAnswerHasTheReviewsUIDAndThePatch(t *testing.T) {
	response := read(t, patching([]byte(patch)).to([]byte("u-1"))).Response
	if response.UID != "u-1" || response.PatchType != "JSONPatch" || string(response.Patch) != patch {
		t.Errorf("answers %+v", response)
	}
}

func TestAPodThatCarriesThePatchIsLeftAlone(t *testing.T) {
	choose := once(patching([]byte(patch)))
	for review, patched := range map[string]bool{
		`{"metadata":{"annotations":{"tenure.dev/class":"long"}}}`:                                       true,
		`{"metadata":{"annotations":{"tenure.dev/decision":"{}"}}}`:                                      false,
		`{"managedFields":[{"fieldsV1":{"f:metadata":{"f:annotations":{"f:tenure.dev/decision":{}}}}}]}`: true,
	} {
		if got := len(read(t, choose([]byte(review)).to([]byte("u"))).Response.Patch) > 0; got != patched {
			t.Errorf("patched: %t, for %s", got, review)
		}
	}
}
