/** Secrets by scope. {@link io.evenkeel.secret.SecretVerticle} is the file to read first. */
@NullMarked
package io.evenkeel.secret;

import org.jspecify.annotations.NullMarked;
