package node

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"

	"tenure.dev/tests/cluster/controlplane"
	"tenure.dev/tests/cluster/sandbox"
)

// The pods of the node share podsMemory, whatever the machine has: the rest counts as the system's.
// The kubelet starts to evict when less than evictionMemory of it is left. So memory pressure can
// be made on purpose, and is not made by whatever else the machine does.
const (
	podsMemoryMi     = 3072
	evictionMemoryMi = 1142
)

// failCgroupV1: false, because a machine with the old hierarchy is welcome here.
const kubeletConfig = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
containerRuntimeEndpoint: unix://` + containerdSocket + `
failCgroupV1: false
failSwapOn: false
cgroupDriver: cgroupfs
cgroupRoot: %[1]s
enforceNodeAllocatable: [pods]
systemReserved: {memory: %[2]dMi}
protectKernelDefaults: true
makeIPTablesUtilChains: false
address: ` + controlplane.NodeAddress + `
healthzPort: 0
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: %[3]s}}
authorization: {mode: Webhook}
resolvConf: ""
podLogsDir: %[4]s/podlogs
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
evictionHard: {memory.available: %[5]dMi, nodefs.available: 1%%, imagefs.available: 1%%, nodefs.inodesFree: 1%%}
evictionPressureTransitionPeriod: 5s
nodeStatusUpdateFrequency: 5s
`

// Setting is something more in the kubelet's configuration, as YAML.
type Setting string

// EvictSoftlyBelow has pods evicted with half a minute's grace as soon as the machine has less
// memory, such as "2Gi", to give: long before the hard threshold.
func EvictSoftlyBelow(available string) Setting {
	return Setting("evictionSoft: {memory.available: " + available + "}\n" +
		"evictionSoftGracePeriod: {memory.available: 1s}\nevictionMaxPodGracePeriod: 30\n")
}

func (n Node) startKubelet(settings []Setting) (*sandbox.Component, error) {
	machineMi, err := machineMemoryMi()
	if err != nil {
		return nil, err
	}
	if machineMi < podsMemoryMi+1024 {
		return nil, fmt.Errorf("the node needs %d MiB of memory, and this machine has %d in all", podsMemoryMi+1024, machineMi)
	}
	config := fmt.Sprintf(kubeletConfig, n.Cgroup, machineMi-podsMemoryMi, n.Credentials.Authority(), n.Dir, evictionMemoryMi)
	for _, setting := range settings {
		config += string(setting)
	}
	configFile := filepath.Join(n.Dir, "kubelet.yaml")
	if err := writeFile(configFile, config); err != nil {
		return nil, err
	}
	kubelet := &sandbox.Component{
		Name: "kubelet", Path: n.Kubelet, Env: []string{n.searchPath()}, Dir: n.Dir,
		LogFile: filepath.Join(n.Dir, "logs", "kubelet.log"),
		Args: []string{
			"--config", configFile, "--kubeconfig", n.Credentials.KubeletKubeconfig(),
			"--hostname-override", controlplane.NodeName, "--node-ip", controlplane.NodeAddress,
			"--root-dir", filepath.Join(n.Dir, "kubelet"), "--cert-dir", filepath.Join(n.Dir, "kubelet-certificates"), "--v", "2",
		},
	}
	return kubelet, kubelet.Run()
}

func machineMemoryMi() (int, error) {
	file, err := os.Open("/proc/meminfo")
	if err != nil {
		return 0, err
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var kibibytes int
		if _, err := fmt.Sscanf(lines.Text(), "MemTotal: %d kB", &kibibytes); err == nil {
			return kibibytes / 1024, nil
		}
	}
	return 0, fmt.Errorf("/proc/meminfo has no MemTotal")
}
