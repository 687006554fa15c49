/** How many events, executions and sequences there were, per project and service. */
@NullMarked
package io.evenkeel.shipyard.statistics;

import org.jspecify.annotations.NullMarked;
