/**
 * What a process tells an operator in numbers: {@link io.evenkeel.kit.metrics.Metric} lists them,
 * {@link io.evenkeel.kit.metrics.Metrics} keeps them.
 */
@NullMarked
package io.evenkeel.kit.metrics;

import org.jspecify.annotations.NullMarked;
