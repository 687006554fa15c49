package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.TimeUnit;

/**
 * A limit of time that the event loop keeps which asks for it. {@link Future#timeout} does so too
 * for what belongs to one; for anything else it wakes up a thread that all of the process share.
 */
public final class TimeLimit {

  private TimeLimit() {}

  /** Like {@code future}, but fails with a TimeoutException after as many milliseconds. */
  public static <T> Future<T> of(Future<T> future, long millis) {
    ContextInternal here = ContextInternal.current();
    Future<T> bound =
        here == null ? future : here.<T>future(answered -> future.onComplete(answered));
    return bound.timeout(millis, TimeUnit.MILLISECONDS);
  }
}
