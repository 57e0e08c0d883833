package scenario

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"tenure.dev/tests/cluster/pki"
)

// webhookServer serves a handler over TLS, at an address that the API server reaches.
type webhookServer struct {
	URL    string
	Bundle []byte // what the API server is to trust
	server *http.Server
}

func (c *Cluster) serveTLS(handler http.Handler) (*webhookServer, error) {
	authority, err := pki.NewAuthority("tenure-scenario")
	if err != nil {
		return nil, err
	}
	pair, err := authority.Issue(pki.Subject{CommonName: c.Host, Hosts: []string{c.Host}})
	if err != nil {
		return nil, err
	}
	certificate, err := tls.X509KeyPair(pair.Certificate, pair.Key)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(c.Host, "0"))
	if err != nil {
		return nil, err
	}
	server := &http.Server{
		Handler:     handler,
		IdleTimeout: 2 * time.Minute, // longer than the API server's client keeps a connection
		TLSConfig:   &tls.Config{Certificates: []tls.Certificate{certificate}, NextProtos: []string{"http/1.1"}},
	}
	go func() {
		if err := server.ServeTLS(listener, "", ""); !errors.Is(err, http.ErrServerClosed) {
			panic(fmt.Sprintf("the scenario's webhook server ended: %v", err))
		}
	}()
	return &webhookServer{URL: "https://" + listener.Addr().String(), Bundle: authority.Bundle(), server: server}, nil
}

// close does not wait for the API server to let go of its idle connections.
func (w *webhookServer) close() { w.server.Close() }
