/** Every verb against a real HTTP server. */
@NullMarked
package io.evenkeel.cli;

import org.jspecify.annotations.NullMarked;
