/** Runs sequences; owns projects, stages, services, executions, queues and open events. */
@NullMarked
package io.evenkeel.shipyard;

import org.jspecify.annotations.NullMarked;
