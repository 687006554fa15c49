/** {@code POST /api/v1/event}: from a body to a stored event. */
@NullMarked
package io.evenkeel.gateway.event;

import org.jspecify.annotations.NullMarked;
