/** The whole store as rows, out of one and into another, whichever engine they are. */
@NullMarked
package io.evenkeel.kit.backup;

import org.jspecify.annotations.NullMarked;
