package scenario

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"sync"

	admissionv1 "k8s.io/api/admission/v1"
)

// maxRecords bounds what a recorder keeps; a scenario is about far fewer.
const maxRecords = 2000

// Record is one call of the API server and our answer.
type Record struct {
	Path   string
	Sent   []byte                      // the request's body
	Review admissionv1.AdmissionReview // with both the request and the response
	Status int                         // of HTTP
}

// Recorder stands between the API server and the webhook and remembers what was said.
type Recorder struct {
	mutex   sync.Mutex
	records []Record
}

// Records returns the calls about a namespace, oldest first.
func (r *Recorder) Records(namespace string) []Record {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	var found []Record
	for _, record := range r.records {
		if record.Review.Request != nil && record.Review.Request.Namespace == namespace {
			found = append(found, record)
		}
	}
	return found
}

// Wrap records what next answers.
func (r *Recorder) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		if err != nil {
			http.Error(writer, err.Error(), http.StatusBadRequest)
			return
		}
		request.Body = io.NopCloser(bytes.NewReader(body))
		tee := &teeWriter{ResponseWriter: writer, status: http.StatusOK}
		next.ServeHTTP(tee, request)
		r.add(request.URL.Path, body, tee)
	})
}

func (r *Recorder) add(path string, request []byte, answer *teeWriter) {
	record := Record{Path: path, Sent: request, Status: answer.status}
	json.Unmarshal(request, &record.Review)
	// What cannot be decoded stays absent: scenarios about garbage look at Status and at pods.
	json.Unmarshal(answer.body.Bytes(), &record.Review)
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if len(r.records) < maxRecords {
		r.records = append(r.records, record)
	}
}

type teeWriter struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (w *teeWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *teeWriter) Write(bytes []byte) (int, error) {
	w.body.Write(bytes)
	return w.ResponseWriter.Write(bytes)
}
