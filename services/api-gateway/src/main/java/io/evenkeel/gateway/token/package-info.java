/** API tokens in the store: made, found, revoked. */
@NullMarked
package io.evenkeel.gateway.token;

import org.jspecify.annotations.NullMarked;
