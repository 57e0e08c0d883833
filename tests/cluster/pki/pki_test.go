package pki

import (
	"crypto/tls"
	"crypto/x509"
	"testing"
)

func TestIssuedCertificateIsTrustedForItsHosts(t *testing.T) {
	authority, err := NewAuthority("test")
	if err != nil {
		t.Fatal(err)
	}
	pair, err := authority.Issue(Subject{CommonName: "server", Organizations: []string{"group"}, Hosts: []string{"127.0.0.1", "tenure.tenure-system.svc"}})
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := tls.X509KeyPair(pair.Certificate, pair.Key)
	if err != nil {
		t.Fatalf("key and certificate do not belong together: %v", err)
	}
	leaf, err := x509.ParseCertificate(loaded.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{"127.0.0.1", "tenure.tenure-system.svc"} {
		if _, err := leaf.Verify(x509.VerifyOptions{Roots: authority.Pool(), DNSName: host}); err != nil {
			t.Errorf("not good for %s: %v", host, err)
		}
	}
	if _, err := leaf.Verify(x509.VerifyOptions{Roots: authority.Pool(), DNSName: "elsewhere"}); err == nil {
		t.Error("good for a host that it does not name")
	}
	if leaf.Subject.Organization[0] != "group" {
		t.Errorf("groups are %v", leaf.Subject.Organization)
	}
}
