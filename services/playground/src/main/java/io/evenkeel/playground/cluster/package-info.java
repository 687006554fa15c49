/**
 * A small Kubernetes on loopback: an API server good enough for {@code kubectl}, Helm and the
 * fabric8 client, the controllers behind it, and a kubelet whose containers are whatever a
 * {@link io.evenkeel.playground.cluster.ContainerRuntime} runs inside this JVM.
 */
@NullMarked
package io.evenkeel.playground.cluster;

import org.jspecify.annotations.NullMarked;
