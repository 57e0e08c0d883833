// What people write: a mutating webhook on controller-runtime. Its job is a
// part of ours: the class by its annotation, its priority, one resource.
package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/runtime"
	ctrllog "sigs.k8s.io/controller-runtime/pkg/log"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
	"sigs.k8s.io/controller-runtime/pkg/webhook/admission"
)

type mutator struct{ decoder admission.Decoder }

func (m mutator) Handle(_ context.Context, request admission.Request) admission.Response {
	pod := &corev1.Pod{}
	if err := m.decoder.Decode(request, pod); err != nil {
		return admission.Errored(http.StatusBadRequest, err)
	}
	if pod.Annotations["tenure.dev/class"] == "long" || pod.Annotations["tenure.dev/expected-runtime"] != "" {
		protect(pod)
	}
	patched, err := json.Marshal(pod)
	if err != nil {
		return admission.Errored(http.StatusInternalServerError, err)
	}
	return admission.PatchResponseFromRaw(request.Object.Raw, patched)
}

func protect(pod *corev1.Pod) {
	pod.Spec.PriorityClassName = "tenure-long"
	pod.Spec.Priority = nil
	requests := pod.Spec.Containers[0].Resources.Requests
	if memory, known := requests[corev1.ResourceMemory]; known {
		requests[corev1.ResourceMemory] = *resource.NewQuantity(memory.Value()*3/2, resource.BinarySI)
	}
}

func main() {
	certificate, err := tls.LoadX509KeyPair(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	ctrllog.SetLogger(zap.New())
	scheme := runtime.NewScheme()
	if err := corev1.AddToScheme(scheme); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	http.Handle("/mutate", &admission.Webhook{Handler: mutator{admission.NewDecoder(scheme)}})
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	config := &tls.Config{
		Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS13,
		NextProtos: []string{"http/1.1"},
	}
	fmt.Fprintln(os.Stderr, http.Serve(tls.NewListener(listener, config), nil))
}
