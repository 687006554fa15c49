package io.evenkeel.playground.cluster;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A ready pod as a metrics backend sees it.
 *
 * @param namespace the pod's namespace
 * @param name the pod's name
 * @param labels the pod's labels
 * @param services names of the Services that select the pod, in alphabetical order
 * @param metricsPort loopback port of the container port named by the annotation
 *     {@code prometheus.io/port}, or else of the first declared one; empty if nothing listens there
 */
public record PodTarget(
    String namespace,
    String name,
    Map<String, String> labels,
    List<String> services,
    OptionalInt metricsPort) {}
