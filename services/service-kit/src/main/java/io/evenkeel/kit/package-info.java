/**
 * What a service stands on: durable events, transactions, timers, service-to-service calls,
 * settings.
 */
@NullMarked
package io.evenkeel.kit;

import org.jspecify.annotations.NullMarked;
