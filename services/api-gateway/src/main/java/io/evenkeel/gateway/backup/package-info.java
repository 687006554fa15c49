/** A whole installation in one file, and back. */
@NullMarked
package io.evenkeel.gateway.backup;

import org.jspecify.annotations.NullMarked;
