/** The bridge in a real browser. */
@NullMarked
package io.evenkeel.system.bridge;

import org.jspecify.annotations.NullMarked;
