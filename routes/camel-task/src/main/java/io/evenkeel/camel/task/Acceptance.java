package io.evenkeel.camel.task;

import java.util.Map;

/**
 * An executor's decision to do a task.
 *
 * @param answers whether to send {@code started} now and {@code finished} at the end
 * @param started data of the {@code started} event
 * @param details kept with the work, see {@link Work#details}; JSON values
 */
public record Acceptance(
    boolean answers, Map<String, Object> started, Map<String, Object> details) {}
