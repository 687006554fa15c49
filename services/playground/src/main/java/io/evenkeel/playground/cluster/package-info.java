/**
 * A small Kubernetes on loopback: an API server good enough for {@code kubectl}, Helm and the
 * fabric8 client, the controllers behind it, and a kubelet whose containers are whatever a
 * {@link io.evenkeel.playground.cluster.ContainerRuntime} runs inside this JVM.
 *
 * <p>It leaves out, and says so with a 404 or 422 where it is asked: StatefulSets, DaemonSets,
 * CronJobs, indexed Jobs, custom resources, exec, attach, port-forward. It accepts without effect:
 * probes (the runtime tells when a container serves), resource limits, RBAC, Ingress,
 * NetworkPolicies, PodDisruptionBudgets, autoscalers. Unknown fields are kept as they are, strict
 * field validation included.
 */
@NullMarked
package io.evenkeel.playground.cluster;

import org.jspecify.annotations.NullMarked;
