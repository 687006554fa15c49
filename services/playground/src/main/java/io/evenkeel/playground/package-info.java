/**
 * The playground: a small Kubernetes with a few images and a metrics backend, all in one process,
 * so that nothing but a JDK is needed to see deliveries happen.
 * {@link io.evenkeel.playground.Playground} starts it.
 */
@NullMarked
package io.evenkeel.playground;

import org.jspecify.annotations.NullMarked;
