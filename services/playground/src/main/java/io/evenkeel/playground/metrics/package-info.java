/** The metrics backend: scrapes the pods, keeps their series, answers Prometheus' HTTP API. */
@NullMarked
package io.evenkeel.playground.metrics;

import org.jspecify.annotations.NullMarked;
