/** Fuzz tests of the parsers. */
@NullMarked
package io.evenkeel.fuzz;

import org.jspecify.annotations.NullMarked;
