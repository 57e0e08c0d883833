package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"strings"

	"tenure.dev/tests/cluster/node"
)

// nodeControl is the socket on which scenarios give the supervisor orders about the node.
func (h harness) nodeControl() string { return h.sandbox.Path("node.socket") }

// obeyOrders answers each connection's one line, an order, with "done" or what went wrong. It
// returns when ctx ends.
func (h harness) obeyOrders(ctx context.Context, realNode node.Node) error {
	os.Remove(h.nodeControl())
	listener, err := net.Listen("unix", h.nodeControl())
	if err != nil {
		return err
	}
	defer context.AfterFunc(ctx, func() { listener.Close() })()
	for {
		connection, err := listener.Accept()
		if err != nil {
			return nil
		}
		order, _ := bufio.NewReader(connection).ReadString('\n')
		answer := "done"
		if err := obey(ctx, realNode, strings.Fields(order)); err != nil {
			answer = strings.ReplaceAll(err.Error(), "\n", "; ")
		}
		fmt.Fprintln(connection, answer)
		connection.Close()
	}
}

func obey(ctx context.Context, realNode node.Node, order []string) error {
	switch {
	case len(order) == 1 && order[0] == "reboot":
		return realNode.Reboot(ctx)
	case len(order) == 2 && order[0] == "evict-softly-below":
		return realNode.RestartKubelet(ctx, node.EvictSoftlyBelow(order[1]))
	case len(order) == 1 && order[0] == "evict-as-usual":
		return realNode.RestartKubelet(ctx)
	}
	return fmt.Errorf("no order %q", order)
}
