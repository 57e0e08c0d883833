package latency

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	admissionv1 "k8s.io/api/admission/v1"

	"tenure.dev/tests/cluster/scenario"
)

// askForPatch returns what the server makes of a review, byte by byte.
func askForPatch(server *scenario.Direct, review []byte) ([]byte, error) {
	trusted := x509.NewCertPool()
	trusted.AppendCertsFromPEM(server.Bundle)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}}
	defer transport.CloseIdleConnections()
	client := http.Client{Transport: transport, Timeout: 10 * time.Second}
	response, err := client.Post(server.URL+"/mutate", "application/json", bytes.NewReader(review))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var answer admissionv1.AdmissionReview
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, err
	}
	if answer.Response == nil || len(answer.Response.Patch) == 0 {
		return nil, fmt.Errorf("Tenure does not patch the pod: HTTP status %d", response.StatusCode)
	}
	return answer.Response.Patch, nil
}
