package latency

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"tenure.dev/tests/cluster/pki"
	"tenure.dev/tests/cluster/scenario"
)

// startFloor has the floor of the other benchmarks answer a patch, as if it had worked it out.
func (b *bench) startFloor(c *contestant, patch []byte) error {
	authority, err := pki.NewAuthority("tenure-latency")
	if err != nil {
		return err
	}
	pair, err := authority.Issue(pki.Subject{CommonName: "floor", Hosts: []string{"127.0.0.1"}})
	if err != nil {
		return err
	}
	if err := pair.WriteTo(b.dir, "floor"); err != nil {
		return err
	}
	file := filepath.Join(b.dir, "patch.json")
	if err := os.WriteFile(file, patch, 0o644); err != nil {
		return err
	}
	process := exec.Command(b.options.Floor, filepath.Join(b.dir, "floor.crt"), filepath.Join(b.dir, "floor.key"), file)
	process.Stderr = os.Stderr
	process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	said, err := process.StdoutPipe()
	if err != nil {
		return err
	}
	if err := process.Start(); err != nil {
		return fmt.Errorf("starting the floor: %w", err)
	}
	c.server = &scenario.Direct{Bundle: authority.Bundle(), Stop: func() time.Duration {
		process.Process.Signal(syscall.SIGTERM)
		process.Wait()
		return process.ProcessState.UserTime() + process.ProcessState.SystemTime()
	}}
	b.cleanup = append(b.cleanup, func() { c.cpu = c.server.Stop() })
	port, err := bufio.NewReader(said).ReadString('\n')
	c.server.URL = "https://127.0.0.1:" + strings.TrimSpace(port)
	return err
}
