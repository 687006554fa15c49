/** The {@code helm:} Camel component: Helm without a binary, safe to run again after a crash. */
@NullMarked
package io.evenkeel.camel.helm;

import org.jspecify.annotations.NullMarked;
