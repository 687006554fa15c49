/**
 * Tasks of sequences, done by Camel routes or by any other
 * {@link io.evenkeel.camel.task.TaskExecutor}: accepted once, finished once, resumed after a
 * restart.
 */
@NullMarked
package io.evenkeel.camel.task;

import org.jspecify.annotations.NullMarked;
