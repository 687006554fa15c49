package io.evenkeel.playground.cluster.api;

import io.evenkeel.playground.cluster.store.KubeObject;
import io.vertx.core.Future;

/** Where the logs of containers come from. */
public interface PodLogs {

  /**
   * The log of a container of {@code pod}. Fails with a
   * {@link io.evenkeel.playground.cluster.store.StatusException} if it has not started.
   *
   * @param previous of the run before the present one
   */
  Future<LogSource> log(KubeObject pod, String container, boolean previous);
}
