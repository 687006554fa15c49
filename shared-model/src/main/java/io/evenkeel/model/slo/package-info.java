/**
 * Quality gates: {@code slo.yaml}, criteria, comparison with earlier results, score and verdict.
 */
@NullMarked
package io.evenkeel.model.slo;

import org.jspecify.annotations.NullMarked;
