/**
 * The public door: HTTP in, calls of services and events out. Start reading at
 * {@code GatewayVerticle}.
 */
@NullMarked
package io.evenkeel.gateway;

import org.jspecify.annotations.NullMarked;
