{{- define "tenure.name" -}}
{{ .Values.fullnameOverride | default "tenure" }}
{{- end }}

{{- define "tenure.tlsSecret" -}}
{{ .Values.certificate.secretName | default (printf "%s-tls" (include "tenure.name" .)) }}
{{- end }}

{{- define "tenure.serviceHost" -}}
{{ include "tenure.name" . }}.{{ .Release.Namespace }}.svc
{{- end }}

{{/* What every object carries besides the label that selectors use. */}}
{{- define "tenure.releaseLabels" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "tenure.labels" -}}
app.kubernetes.io/name: tenure
{{ include "tenure.releaseLabels" . }}
{{- end }}

{{- define "tenure.certsLabels" -}}
app.kubernetes.io/name: tenure-certs
{{ include "tenure.releaseLabels" . }}
{{- end }}

{{- define "tenure.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end }}
{{- end }}

{{- define "tenure.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "tenure.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* Namespaces that no webhook sees, as a JSON list: a server must not stand in its own way. */}}
{{- define "tenure.excludedNamespaces" -}}
{{ concat (list "kube-system" .Release.Namespace) .Values.webhook.excludedNamespaces | uniq | toJson }}
{{- end }}

{{- define "tenure.protectedNamespaces" -}}
{{- $names := list -}}
{{- range .Values.protectedNamespaces -}}
{{- $names = append $names (kindIs "string" . | ternary . (get (kindIs "string" . | ternary dict .) "name")) -}}
{{- end -}}
{{ $names | toJson }}
{{- end }}

{{/*
The policy's text. It is kept byte for byte where nothing is laid over it, so that the server's
errors have the places of the file that somebody wrote.
*/}}
{{- define "tenure.policy" -}}
{{- $text := .Files.Get "files/policy.yaml" -}}
{{- $over := dict -}}
{{- if kindIs "string" .Values.policy -}}
{{- $text = .Values.policy -}}
{{- else -}}
{{- $over = deepCopy .Values.policy -}}
{{- end -}}
{{- $policy := fromYaml $text -}}
{{- if hasKey $policy "Error" -}}
{{- fail (printf "policy: this is no YAML: %s" $policy.Error) -}}
{{- end -}}
{{- $protected := include "tenure.protectedNamespaces" . | fromJsonArray -}}
{{- if $protected -}}
{{- $own := dig "checkpoint" "protectedNamespaces" list (mergeOverwrite (deepCopy $policy) (deepCopy $over)) -}}
{{- if and $own (ne (toJson $own) (toJson $protected)) -}}
{{- fail "policy: checkpoint.protectedNamespaces is another list than the value protectedNamespaces; leave it out of the policy, and the chart fills it in" -}}
{{- end -}}
{{- $over = mergeOverwrite $over (dict "checkpoint" (dict "protectedNamespaces" $protected)) -}}
{{- end -}}
{{- if $over -}}
{{ mergeOverwrite $policy $over | toYaml }}
{{ else -}}
{{ $text }}
{{- end -}}
{{- end }}

{{/* As a file server would be given it: `tenure serve` checks the rest. */}}
{{- define "tenure.policyMode" -}}
{{ get (include "tenure.policy" . | fromYaml) "mode" | default "enforce" }}
{{- end }}

{{- define "tenure.clientConfig" -}}
{{- $root := index . 0 -}}
{{- $path := index . 1 -}}
{{- if $root.Values.webhook.url -}}
url: {{ trimSuffix "/" $root.Values.webhook.url }}{{ $path }}
{{- else -}}
service: {namespace: {{ $root.Release.Namespace }}, name: {{ include "tenure.name" $root }}, path: {{ $path }}}
{{- end }}
{{- with $root.Values.webhook.caBundle }}
caBundle: {{ b64enc . }}
{{- end }}
{{- end }}

{{- define "tenure.configurationAnnotations" -}}
{{- $annotations := deepCopy .Values.webhook.annotations -}}
{{- if and (not .Values.webhook.url) (eq .Values.certificate.mode "cert-manager") -}}
{{- $_ := set $annotations "cert-manager.io/inject-ca-from" (printf "%s/%s" .Release.Namespace (include "tenure.name" .)) -}}
{{- end -}}
{{- with $annotations -}}
annotations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/*
Pods go to /privileged where the namespace carries both the label tenure.dev/checkpoint: privileged
and the Pod Security level. A selector cannot say "not both", hence two entries for the others.
*/}}
{{- define "tenure.podWebhooks" -}}
{{- $checkpoint := "tenure.dev/checkpoint" -}}
{{- $enforce := "pod-security.kubernetes.io/enforce" -}}
- suffix: ""
  path: ""
  expressions:
  - {key: {{ $checkpoint }}, operator: NotIn, values: [privileged]}
- suffix: -unprivileged
  path: ""
  expressions:
  - {key: {{ $checkpoint }}, operator: In, values: [privileged]}
  - {key: {{ $enforce }}, operator: NotIn, values: [privileged]}
- suffix: -privileged
  path: /privileged
  expressions:
  - {key: {{ $checkpoint }}, operator: In, values: [privileged]}
  - {key: {{ $enforce }}, operator: In, values: [privileged]}
{{- end }}

{{- define "tenure.namespaceSelector" -}}
matchExpressions:
- {key: kubernetes.io/metadata.name, operator: NotIn, values: {{ include "tenure.excludedNamespaces" . }}}
{{- with .Values.webhook.namespaceSelector }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "tenure.notAMirrorPod" -}}
- name: not-a-mirror-pod
  expression: >-
    !has(object.metadata.annotations) || !('kubernetes.io/config.mirror' in object.metadata.annotations)
{{- end }}

{{- define "tenure.certsPod" -}}
metadata:
  labels: {app.kubernetes.io/name: tenure-certs} # not tenure: the Service would send it requests
spec:
  serviceAccountName: {{ include "tenure.name" . }}-certs
  automountServiceAccountToken: true
  restartPolicy: OnFailure
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets: {{- toYaml . | nindent 2 }}
  {{- end }}
  securityContext: {{- include "tenure.podSecurity" . | nindent 4 }}
  {{- with .Values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations: {{- toYaml . | nindent 2 }}
  {{- end }}
  containers:
  - name: certs
    image: {{ include "tenure.image" . }}
    imagePullPolicy: {{ .Values.image.pullPolicy }}
    args:
    - certs
    - rotate
    - --in-cluster
    - --service={{ include "tenure.name" . }}
    - --namespace={{ .Release.Namespace }}
    - --secret={{ include "tenure.tlsSecret" . }}
    - --mutating={{ .Values.webhook.configurationName }}
    - --validating={{ .Values.webhook.configurationName }}
    resources:
      requests: {cpu: 10m, memory: 32Mi}
      limits: {memory: 64Mi}
    securityContext: {{- include "tenure.containerSecurity" . | nindent 6 }}
{{- end }}
