/** Prometheus as SLI provider and Alertmanager as source of problems. */
@NullMarked
package io.evenkeel.prometheus;

import org.jspecify.annotations.NullMarked;
