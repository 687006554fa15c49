/**
 * Checks of the files a user writes, with line and column: what each kind looks like is a
 * {@link io.evenkeel.cli.check.Shape}; what it means is left to the model that reads it.
 */
@NullMarked
package io.evenkeel.cli.check;

import org.jspecify.annotations.NullMarked;
