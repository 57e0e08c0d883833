package controlplane

import (
	"strings"

	nodefast "sigs.k8s.io/kwok/kustomize/stage/node/fast"
	podfast "sigs.k8s.io/kwok/kustomize/stage/pod/fast"
)

// kwokStages is the life of a pretended node and of the pods on it, as KWOK publishes them, but
// that pods of Jobs never finish: a scenario about long pods wants them to stay.
func kwokStages() []byte {
	return []byte(strings.Join([]string{
		nodefast.DefaultNodeInit,
		podfast.DefaultPodReady,
		podfast.DefaultPodDelete,
	}, "\n---\n"))
}
