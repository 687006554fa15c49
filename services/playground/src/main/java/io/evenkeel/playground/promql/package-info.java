/**
 * PromQL as a pure evaluator: text to {@link io.evenkeel.playground.promql.Expression}, expression
 * and samples to {@link io.evenkeel.playground.promql.Value}. No clock, no IO.
 */
@NullMarked
package io.evenkeel.playground.promql;

import org.jspecify.annotations.NullMarked;
