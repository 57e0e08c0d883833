package story

type act struct {
	title  string
	scenes []scene
}

// scene is one kubectl command. It is repeated, unseen, until its output holds the given words.
type scene struct {
	args  []string
	input string
	until string
}

// stage is one node for each namespace; KWOK pretends that they are there.
const stage = `
apiVersion: v1
kind: Namespace
metadata: {name: without-tenure}
---
apiVersion: v1
kind: Namespace
metadata: {name: with-tenure, labels: {tenure.test/installation: INSTALLATION}}
---
apiVersion: v1
kind: Node
metadata: {name: node-a, annotations: {kwok.x-k8s.io/node: fake}, labels: {tenure.test/stage: a}}
status: {allocatable: {cpu: 16, memory: 128Gi, pods: 110}, capacity: {cpu: 16, memory: 128Gi, pods: 110}}
---
apiVersion: v1
kind: Node
metadata: {name: node-b, annotations: {kwok.x-k8s.io/node: fake}, labels: {tenure.test/stage: b}}
status: {allocatable: {cpu: 16, memory: 128Gi, pods: 110}, capacity: {cpu: 16, memory: 128Gi, pods: 110}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: tenure, namespace: with-tenure}
spec: {minAvailable: 1000000, selector: {matchLabels: {tenure.dev/evictable: "false"}}}
`

func assembly(stage string) string {
	return `
apiVersion: v1
kind: Pod
metadata:
  name: assembly
  annotations: {tenure.dev/expected-runtime: 120d}
spec:
  nodeSelector: {tenure.test/stage: ` + stage + `}
  containers:
  - name: main
    image: megahit
    resources: {requests: {cpu: 8, memory: 64Gi}, limits: {memory: 80Gi}}
`
}

const alignment = `
apiVersion: v1
kind: Pod
metadata:
  name: alignment
  annotations: {tenure.dev/expected-runtime: 10m}
spec:
  nodeSelector: {tenure.test/stage: b}
  containers:
  - name: main
    image: bwa
    resources: {requests: {cpu: 12, memory: 8Gi}}
`

const contradiction = `
apiVersion: v1
kind: Pod
metadata:
  name: contradiction
  annotations: {tenure.dev/expected-runtime: 120d}
spec:
  activeDeadlineSeconds: 86400
  containers:
  - name: main
    image: megahit
    resources: {requests: {cpu: 8, memory: 64Gi}}
`

const columns = "custom-columns=NAME:.metadata.name,NODE:.spec.nodeName,PRIORITY:.spec.priority,CLASS:.spec.priorityClassName," +
	"MEMORY:.spec.containers[0].resources.requests.memory,LIMIT:.spec.containers[0].resources.limits.memory,GRACE:.spec.terminationGracePeriodSeconds"

func apply(namespace, manifest, until string) scene {
	return scene{args: []string{"apply", "--namespace", namespace, "--filename", "-"}, input: manifest, until: until}
}

func pods(namespace, until string) scene {
	return scene{args: []string{"get", "pods", "--namespace", namespace, "--output", columns}, until: until}
}

// drain is what an administrator does to a node before maintenance. It gives up where it may not.
func drain(node, until string) scene {
	return scene{args: []string{"drain", node, "--force", "--timeout=3s"}, until: until}
}

var acts = []act{
	{"1. Without Tenure: an assembly of four months is a pod like any other", []scene{
		apply(without, assembly("a"), "created"),
		pods(without, "node-a"),
		drain("node-a", "evicted"),
	}},
	{"2. With Tenure: the same manifest, on a node that a short pod has taken", []scene{
		apply(with, alignment, "created"),
		pods(with, "node-b"),
		apply(with, assembly("b"), "created"),
	}},
	{"3. The short pod makes room; the long one has its priority, half as much memory again, no limit, five minutes to leave", []scene{
		pods(with, "node-b   1000000"),
		{args: []string{"get", "pod", "assembly", "--namespace", with, "--output", `jsonpath={.metadata.annotations.tenure\.dev/decision}{"\n"}`}, until: "long"},
	}},
	{"4. A drain of its node does not end it", []scene{
		drain("node-b", "Cannot evict pod"),
		pods(with, "node-b   1000000"),
	}},
	{"5. What would kill it is refused, with the reason", []scene{
		apply(with, contradiction, "deadline-before-end"),
	}},
}
