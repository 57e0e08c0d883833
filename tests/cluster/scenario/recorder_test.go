package scenario

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const review = `{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","namespace":%q,"operation":"CREATE"}}`

func call(recorder *Recorder, namespace string, answer http.HandlerFunc) *httptest.ResponseRecorder {
	response := httptest.NewRecorder()
	body := strings.NewReader(fmt.Sprintf(review, namespace))
	recorder.Wrap(answer).ServeHTTP(response, httptest.NewRequest(http.MethodPost, "/mutate", body))
	return response
}

func TestRecorderPassesOnAndRemembers(t *testing.T) {
	recorder := &Recorder{}
	response := call(recorder, "mine", func(writer http.ResponseWriter, _ *http.Request) {
		writer.Write([]byte(`{"response":{"uid":"u","allowed":true,"warnings":["careful"]}}`))
	})
	if !strings.Contains(response.Body.String(), "careful") {
		t.Errorf("the answer was not passed on: %s", response.Body)
	}
	call(recorder, "others", func(http.ResponseWriter, *http.Request) {})
	records := recorder.Records("mine")
	if len(records) != 1 {
		t.Fatalf("%d records of the namespace, want 1", len(records))
	}
	if got := records[0].Review; got.Request == nil || got.Response == nil || got.Response.Warnings[0] != "careful" {
		t.Errorf("remembered %+v", got)
	}
}

func TestRecorderRemembersWhatWasAnsweredWithGarbage(t *testing.T) {
	recorder := &Recorder{}
	call(recorder, "mine", func(writer http.ResponseWriter, _ *http.Request) {
		http.Error(writer, "broken", http.StatusInternalServerError)
	})
	records := recorder.Records("mine")
	if len(records) != 1 || records[0].Review.Response != nil || records[0].Status != http.StatusInternalServerError {
		t.Errorf("remembered %+v", records)
	}
}
