package scenario

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"

	"k8s.io/apimachinery/pkg/util/yaml"
)

// manifests returns the documents of manifests/NAME as kustomize renders them.
func (c *Cluster) manifests(name string) ([][]byte, error) {
	output, err := exec.Command(c.Kubectl.Program, "kustomize", c.Checkout+"/manifests/"+name).Output()
	if err != nil {
		return nil, fmt.Errorf("kubectl kustomize manifests/%s: %w", name, err)
	}
	var documents [][]byte
	for reader := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(output))); ; {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return documents, nil
		}
		if err != nil {
			return nil, err
		}
		documents = append(documents, document)
	}
}

// InstallPriorityClasses makes the classes that the default policy assigns. They stay: pods of
// scenarios that are being removed still name them.
func (c *Cluster) InstallPriorityClasses() error {
	apply := exec.Command(c.Kubectl.Program, "apply", "--filename", c.Checkout+"/manifests/base/priority-classes.yaml")
	apply.Env = append(os.Environ(), "KUBECONFIG="+c.Kubectl.Kubeconfig)
	if output, err := apply.CombinedOutput(); err != nil {
		return fmt.Errorf("installing the priority classes: %w\n%s", err, output)
	}
	return nil
}
