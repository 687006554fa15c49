/** The web UI's files and its way to sign in. */
@NullMarked
package io.evenkeel.gateway.bridge;

import org.jspecify.annotations.NullMarked;
