{{- define "evenkeel.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{ .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{- /* Names of what belongs to the cluster, which other releases share. */ -}}
{{- define "evenkeel.clusterName" -}}
{{ printf "%s:%s" .Release.Namespace (include "evenkeel.fullname" .) }}
{{- end -}}

{{- define "evenkeel.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "evenkeel.labels" -}}
{{ include "evenkeel.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "evenkeel.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{- /* The API as other pods reach it. */ -}}
{{- define "evenkeel.api" -}}
{{- $port := int .Values.service.port | eq 80 | ternary "" (printf ":%d" (int .Values.service.port)) -}}
http://{{ include "evenkeel.fullname" . }}.{{ .Release.Namespace }}{{ $port }}/api
{{- end -}}

{{- define "evenkeel.tokenSecret" -}}
{{ .Values.apiToken.existingSecret | default (printf "%s-api-token" (include "evenkeel.fullname" .)) }}
{{- end -}}

{{- /* The token: what is in the cluster already, else a new one. Once per rendering, so it is remembered. */ -}}
{{- define "evenkeel.token" -}}
{{- $name := include "evenkeel.tokenSecret" . -}}
{{- $kept := lookup "v1" "Secret" .Release.Namespace $name -}}
{{- if and $kept $kept.data (hasKey $kept.data .Values.apiToken.key) -}}
{{ index $kept.data .Values.apiToken.key }}
{{- else -}}
{{- if not (hasKey .Values "madeUpToken") -}}
{{- $_ := set .Values "madeUpToken" (randAlphaNum 40 | b64enc) -}}
{{- end -}}
{{ .Values.madeUpToken }}
{{- end -}}
{{- end -}}

{{- define "evenkeel.jobNamespace" -}}
{{ .Values.jobs.namespace | default .Release.Namespace }}
{{- end -}}

{{- /* All namespaces of Jobs, separated by blanks. */ -}}
{{- define "evenkeel.jobNamespaces" -}}
{{ concat (list (include "evenkeel.jobNamespace" .)) .Values.jobs.moreNamespaces | uniq | join " " }}
{{- end -}}

{{- define "evenkeel.routesConfigMap" -}}
{{- if .Values.routes.existingConfigMap -}}
{{ .Values.routes.existingConfigMap }}
{{- else if .Values.routes.files -}}
{{ include "evenkeel.fullname" . }}-routes
{{- end -}}
{{- end -}}

{{- define "evenkeel.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "evenkeel.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "evenkeel.isMesh" -}}
{{- if eq .Values.mode "mesh" }}true{{ end -}}
{{- end -}}

{{- /* Whose account acts on the cluster: the one pod's, or the job executor's alone. */ -}}
{{- define "evenkeel.actor" -}}
{{ include "evenkeel.fullname" . }}{{ if include "evenkeel.isMesh" . }}-job-executor{{ end }}
{{- end -}}

{{- /* Whose account keeps secrets. */ -}}
{{- define "evenkeel.secretKeeper" -}}
{{ include "evenkeel.fullname" . }}{{ if include "evenkeel.isMesh" . }}-secret-service{{ end }}
{{- end -}}

{{- /* The pods that answer clients. */ -}}
{{- define "evenkeel.frontSelector" -}}
{{ include "evenkeel.selector" . }}
{{- if include "evenkeel.isMesh" . }}
app.kubernetes.io/component: api-gateway
{{- end }}
{{- end -}}

{{- define "evenkeel.jobEnv" -}}
- {name: EVENKEEL_JOB_API, value: "{{ include "evenkeel.api" . }}"}
- {name: EVENKEEL_JOB_NAMESPACE, value: {{ include "evenkeel.jobNamespace" . }}}
- {name: INIT_CONTAINER_IMAGE, value: {{ include "evenkeel.image" . | quote }}}
- {name: DEFAULT_JOB_SERVICE_ACCOUNT, value: job-executor-service-default-job-account}
- {name: ALLOWED_IMAGE_LIST, value: {{ .Values.jobs.allowedImages | quote }}}
- {name: ALLOW_PRIVILEGED_JOBS, value: {{ .Values.jobs.privileged | quote }}}
- {name: TASK_DEADLINE_SECONDS, value: {{ .Values.jobs.deadlineSeconds | int | quote }}}
{{- if include "evenkeel.routesConfigMap" . }}
- {name: EVENKEEL_ROUTES, value: {{ .Values.routes.shipped | ternary "/routes" "/routes/custom" }}}
{{- end }}
{{- end -}}

{{- define "evenkeel.tokenEnv" -}}
- name: EVENKEEL_API_TOKEN
  valueFrom:
    secretKeyRef: {name: {{ include "evenkeel.tokenSecret" . }}, key: {{ .Values.apiToken.key }}}
{{- end -}}

{{- /* How a pod is asked how it is, and whom it tells. */ -}}
{{- define "evenkeel.watchEnv" -}}
- {name: EVENKEEL_HEALTH_HOST, value: "0.0.0.0"}
- {name: EVENKEEL_HEALTH_PORT, value: "8081"}
{{- with .Values.tracing.endpoint }}
- {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ . | quote }}}
{{- end }}
{{- end -}}

{{- define "evenkeel.watchAnnotations" -}}
{{- if .Values.monitoring.annotations }}
prometheus.io/scrape: "true"
prometheus.io/port: "8081"
prometheus.io/path: /metrics
{{- end }}
{{- end -}}

{{- define "evenkeel.sliEnv" -}}
{{- with .Values.sli.provider }}
- {name: EVENKEEL_SLI_PROVIDER, value: {{ . | quote }}}
{{- end }}
{{- with .Values.sli.prometheus }}
- {name: EVENKEEL_PROMETHEUS_ENDPOINT, value: {{ . | quote }}}
{{- end }}
{{- end -}}
