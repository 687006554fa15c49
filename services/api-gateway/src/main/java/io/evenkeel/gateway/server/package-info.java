/** Connections: how many, how long, with TLS or without. */
@NullMarked
package io.evenkeel.gateway.server;

import org.jspecify.annotations.NullMarked;
