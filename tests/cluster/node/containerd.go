package node

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"tenure.dev/tests/cluster/controlplane"
	"tenure.dev/tests/cluster/images"
	"tenure.dev/tests/cluster/sandbox"
)

const containerdSocket = "/run/containerd/containerd.sock"

// restrict_oom_score_adj: where the machine itself lacks CAP_SYS_RESOURCE, runc could not start a
// container otherwise. The node-pressure scenarios do not rest on oom scores.
const containerdConfig = `version = 2
root = "%[1]s/containerd"
state = "/run/containerd"
[grpc]
  address = "` + containerdSocket + `"
[plugins."io.containerd.internal.v1.opt"]
  path = "%[1]s/containerd-opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "` + images.Busybox + `"
  disable_apparmor = true
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "%[2]s"
    conf_dir = "%[1]s/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    default_runtime_name = "runc"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        BinaryName = "%[3]s"
        SystemdCgroup = false
`

const cniConfig = `{"cniVersion": "1.0.0", "name": "bridge", "plugins": [{"type": "bridge", "bridge": "cni0", "isGateway": true,
 "ipam": {"type": "host-local", "dataDir": "%s/ipam", "ranges": [[{"subnet": "` + controlplane.PodRange + `"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
`

func (n Node) startContainerd(ctx context.Context) error {
	config := fmt.Sprintf(containerdConfig, n.Dir, n.Runtime.CNI(), n.Runtime.Runc())
	if err := writeFile(filepath.Join(n.Dir, "containerd.toml"), config); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(n.Dir, "cni", "10-bridge.conflist"), fmt.Sprintf(cniConfig, n.Dir)); err != nil {
		return err
	}
	containerd := &sandbox.Component{
		Name: "containerd", Path: n.Runtime.Containerd(), Args: []string{"--config", filepath.Join(n.Dir, "containerd.toml")},
		Env: []string{n.searchPath()}, Dir: n.Dir, LogFile: filepath.Join(n.Dir, "logs", "containerd.log"),
	}
	if err := containerd.Run(); err != nil {
		return err
	}
	return n.waitForContainerd(ctx, containerd)
}

func (n Node) waitForContainerd(ctx context.Context, containerd *sandbox.Component) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for exec.CommandContext(ctx, n.Runtime.Ctr(), "version").Run() != nil {
		if err := containerd.Failure(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("containerd does not answer; see %s", containerd.LogFile)
		case <-time.After(100 * time.Millisecond):
		}
	}
	return nil
}

func (n Node) importImage(ctx context.Context, archive string) error {
	if output, err := exec.CommandContext(ctx, n.Runtime.Ctr(), "--namespace", "k8s.io", "images", "import", archive).CombinedOutput(); err != nil {
		return fmt.Errorf("importing %s: %w\n%s", archive, err, output)
	}
	return nil
}

func (n Node) searchPath() string { return "PATH=" + n.Runtime.Path() + ":" + os.Getenv("PATH") }

func writeFile(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o644)
}
