package io.evenkeel.camel.task;

import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.Map;

/**
 * One task an executor has taken on.
 *
 * @param executor name of the {@link TaskExecutor}
 * @param event the {@code .triggered} event, or another that an executor chose to act on
 * @param details what the executor decided when it accepted the event, as JSON values; the same
 *     after a restart, whatever has changed since
 * @param answered whether {@code started} was sent, so that {@code finished} must follow
 * @param acceptedAt when it was accepted
 * @param resumed whether an earlier process may have begun it already
 */
public record Work(
    String executor,
    KeptnEvent event,
    Map<String, Object> details,
    boolean answered,
    Instant acceptedAt,
    boolean resumed) {}
