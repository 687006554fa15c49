/** Prometheus as SLI provider and alert source: queries, answers, notifications. */
@NullMarked
package io.evenkeel.model.sli;

import org.jspecify.annotations.NullMarked;
