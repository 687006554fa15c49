/** The image with the {@code helm} program: its command line, carried out by embedded Helm. */
@NullMarked
package io.evenkeel.playground.helm;

import org.jspecify.annotations.NullMarked;
