// The floor: Go's net/http over TLS, answering a constant patch. Of the review
// it reads nothing but the uid, which it finds by its place in the text.
package main

import (
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
)

const patch = `[{"op":"add","path":"/metadata/annotations/tenure.dev~1class","value":"long"},` +
	`{"op":"add","path":"/spec/priorityClassName","value":"tenure-long"},` +
	`{"op":"replace","path":"/spec/containers/0/resources/requests/memory","value":"600Gi"}]`

var (
	before = []byte(`{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"`)
	after  = []byte(`","allowed":true,"patchType":"JSONPatch","patch":"` +
		base64.StdEncoding.EncodeToString([]byte(patch)) + `"}}`)
	uidKey = []byte(`"uid":"`)
)

func mutate(w http.ResponseWriter, r *http.Request) {
	body := make([]byte, r.ContentLength)
	if _, err := io.ReadFull(r.Body, body); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	_, rest, found := bytes.Cut(body, uidKey)
	uid, _, closed := bytes.Cut(rest, []byte(`"`))
	if !found || !closed {
		http.Error(w, "no uid", http.StatusBadRequest)
		return
	}
	answer := bytes.Join([][]byte{before, uid, after}, nil)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
	_, _ = w.Write(answer)
}

func main() {
	certificate, err := tls.LoadX509KeyPair(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	http.HandleFunc("/mutate", mutate)
	config := &tls.Config{
		Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS13,
		NextProtos: []string{"http/1.1"},
	}
	fmt.Fprintln(os.Stderr, http.Serve(tls.NewListener(listener, config), nil))
}
