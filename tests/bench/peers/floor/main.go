// The floor: Go's net/http over TLS, answering a constant patch. Of the review
// it reads nothing but the uid, which it finds by its place in the text.
//
//	floor CERTIFICATE KEY [PATCH]
//
// With a file of another patch, it can stand behind a real API server in the
// place of the webhook whose patch that is: see constant.go.
package main

import (
	"bytes"
	"crypto/tls"
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

var uidKey = []byte(`"uid":"`)

// answerWith serves the answer that choose picks for a review's text.
func answerWith(choose func(review []byte) constant) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
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
		answer := choose(body).to(uid)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
		_, _ = w.Write(answer)
	}
}

func register(arguments []string) error {
	if len(arguments) < 3 {
		always := patching([]byte(patch))
		http.HandleFunc("/mutate", answerWith(func([]byte) constant { return always }))
		return nil
	}
	other, err := os.ReadFile(arguments[2])
	if err != nil {
		return err
	}
	http.HandleFunc("/mutate", answerWith(once(patching(other))))
	http.HandleFunc("/validate", answerWith(func([]byte) constant { return allowed }))
	return nil
}

func serve(arguments []string) error {
	certificate, err := tls.LoadX509KeyPair(arguments[0], arguments[1])
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if err := register(arguments); err != nil {
		return err
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	config := &tls.Config{
		Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS13,
		NextProtos: []string{"http/1.1"},
	}
	return http.Serve(tls.NewListener(listener, config), nil)
}

func main() {
	if err := serve(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
