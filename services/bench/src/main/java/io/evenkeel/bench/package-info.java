/** Measures an installation through its public API, and what it costs to run. */
@NullMarked
package io.evenkeel.bench;

import org.jspecify.annotations.NullMarked;
