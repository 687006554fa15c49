/** Evaluates quality gates: asks an SLI provider, compares with earlier evaluations, judges. */
@NullMarked
package io.evenkeel.lighthouse;

import org.jspecify.annotations.NullMarked;
