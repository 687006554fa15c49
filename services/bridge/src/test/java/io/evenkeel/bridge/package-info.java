/** Tests of the web UI's files that need no browser. */
@NullMarked
package io.evenkeel.bridge;

import org.jspecify.annotations.NullMarked;
