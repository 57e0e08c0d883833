package scenario

import (
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// MountMachinesPrograms gives the main container the machine's own programs and libraries to read.
func MountMachinesPrograms(pod *corev1.PodSpec) {
	main := &pod.Containers[0]
	for _, folder := range []string{"/usr", "/bin", "/lib", "/lib64", "/etc/alternatives"} {
		name := "machine" + strings.ReplaceAll(folder, "/", "-")
		pod.Volumes = append(pod.Volumes, corev1.Volume{Name: name,
			VolumeSource: corev1.VolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: folder}}})
		main.VolumeMounts = append(main.VolumeMounts, corev1.VolumeMount{Name: name, MountPath: folder, ReadOnly: true})
	}
	main.Env = append(main.Env, corev1.EnvVar{Name: "PATH", Value: "/usr/bin:/bin"})
}
