package node

import (
	"fmt"
	"os"
	"strings"
	"syscall"
)

// kernelDefaults are sysctls of the whole machine that a kubelet insists on
// (pkg/kubelet/cm/container_manager_linux.go). It gets to see files that say so instead.
var kernelDefaults = map[string]string{
	"vm/overcommit_memory":      "1",
	"vm/panic_on_oom":           "0",
	"kernel/panic":              "10",
	"kernel/panic_on_oops":      "1",
	"kernel/keys/root_maxkeys":  "1000000",
	"kernel/keys/root_maxbytes": "25000000",
}

// preparePrivateFiles hides the machine's files that node programs would write to.
func preparePrivateFiles() error {
	for _, folder := range hiddenFolders {
		if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "mode=0755"); err != nil {
			return fmt.Errorf("hiding %s: %w", folder, err)
		}
	}
	const standIns = "/run/sysctl/"
	if err := os.MkdirAll(standIns, 0o755); err != nil {
		return err
	}
	for name, value := range kernelDefaults {
		standIn := standIns + strings.ReplaceAll(name, "/", ".")
		if err := os.WriteFile(standIn, []byte(value+"\n"), 0o644); err != nil {
			return err
		}
		if err := syscall.Mount(standIn, "/proc/sys/"+name, "", syscall.MS_BIND, ""); err != nil {
			return fmt.Errorf("standing in for sysctl %s: %w", name, err)
		}
	}
	return nil
}
