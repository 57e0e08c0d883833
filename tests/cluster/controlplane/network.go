package controlplane

import (
	"fmt"
	"net"
	"os"

	"github.com/vishvananda/netlink"
)

// Addresses of the private network. They mean nothing outside.
const (
	NodeAddress    = "10.99.0.1"
	serviceAddress = "10.0.0.1" // of the Service kubernetes.default: the first of serviceRange
	serviceRange   = "10.0.0.0/24"
	PodRange       = "10.98.0.0/24"
)

// SetUpNetwork gives the private network namespace its loopback, with the Service address of the
// API server on it (there is no kube-proxy: the API server listens on that address itself, and
// dials the pods of a webhook's Service directly), and one interface for the node.
func SetUpNetwork() error {
	loopback, err := netlink.LinkByName("lo")
	if err != nil {
		return err
	}
	if err := addAddress(loopback, serviceAddress+"/32"); err != nil {
		return err
	}
	// A veth pair whose other end stays unused: not every kernel has the dummy driver.
	pair := &netlink.Veth{LinkAttrs: netlink.LinkAttrs{Name: "eth0"}, PeerName: "eth0-peer"}
	if err := netlink.LinkAdd(pair); err != nil {
		return fmt.Errorf("adding an interface: %w", err)
	}
	peer, err := netlink.LinkByName(pair.PeerName)
	if err != nil {
		return err
	}
	if err := netlink.LinkSetUp(peer); err != nil {
		return err
	}
	if err := addAddress(pair, NodeAddress+"/24"); err != nil {
		return err
	}
	// The kubelet and the API server look for a default route to tell their own address by.
	gateway := &netlink.Route{LinkIndex: pair.Attrs().Index, Gw: net.ParseIP("10.99.0.254")}
	if err := netlink.RouteAdd(gateway); err != nil {
		return fmt.Errorf("adding the default route: %w", err)
	}
	return os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0o644)
}

func addAddress(link netlink.Link, cidr string) error {
	address, err := netlink.ParseAddr(cidr)
	if err != nil {
		return err
	}
	if err := netlink.AddrAdd(link, address); err != nil {
		return fmt.Errorf("adding %s: %w", cidr, err)
	}
	return netlink.LinkSetUp(link)
}
