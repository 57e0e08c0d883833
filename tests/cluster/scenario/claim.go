package scenario

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Claim makes a PersistentVolumeClaim that outlives pods, and returns the folder behind it, as this
// process sees it. The volume has so many megabytes to give; 0 is what the machine's disk has.
func (n Namespace) Claim(t *testing.T, name string, megabytes int) (folder string) {
	t.Helper()
	onNode := filepath.Join(n.cluster.volumes, n.Name, name)
	folder = n.cluster.nodeRoot + onNode
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	if megabytes > 0 {
		n.cluster.OnNode(t, "mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dm", megabytes), n.Name, onNode)
		t.Cleanup(func() { n.cluster.onNode(context.Background(), "umount", "--lazy", onNode) })
	}
	n.bind(t, name, onNode)
	return folder
}

// bind makes the claim and its volume for each other.
func (n Namespace) bind(t *testing.T, name, folder string) {
	t.Helper()
	volumeName, noClass := n.Name+"-"+name, ""
	modes := []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce}
	size := corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("1Gi")}
	volume := &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: volumeName},
		Spec: corev1.PersistentVolumeSpec{
			Capacity: size, AccessModes: modes, PersistentVolumeReclaimPolicy: corev1.PersistentVolumeReclaimRetain,
			ClaimRef:               &corev1.ObjectReference{Namespace: n.Name, Name: name},
			PersistentVolumeSource: corev1.PersistentVolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: folder}},
		},
	}
	claim := &corev1.PersistentVolumeClaim{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec: corev1.PersistentVolumeClaimSpec{AccessModes: modes, StorageClassName: &noClass, VolumeName: volumeName,
			Resources: corev1.VolumeResourceRequirements{Requests: size}},
	}
	core := n.cluster.Client.CoreV1()
	if _, err := core.PersistentVolumes().Create(t.Context(), volume, metav1.CreateOptions{}); err != nil {
		t.Fatalf("creating a volume: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		core.PersistentVolumes().Delete(ctx, volumeName, metav1.DeleteOptions{})
	})
	if _, err := core.PersistentVolumeClaims(n.Name).Create(t.Context(), claim, metav1.CreateOptions{}); err != nil {
		t.Fatalf("creating a claim: %v", err)
	}
}
