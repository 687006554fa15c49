/**
 * One trace per keptn context over all processes, told to whoever listens by OpenTelemetry; off
 * unless the environment names a receiver. {@link io.evenkeel.kit.tracing.Tracing} is what others
 * see of it.
 */
@NullMarked
package io.evenkeel.kit.tracing;

import org.jspecify.annotations.NullMarked;
