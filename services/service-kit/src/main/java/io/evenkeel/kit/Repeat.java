package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * As many turns as it takes. A method that composes a call of itself leaves a future for each turn,
 * and whoever completes the last of some thousands runs out of stack.
 */
public final class Repeat {

  private Repeat() {}

  /**
   * Takes turns, one after the other, as long as they yield true; fails with the first that fails.
   */
  public static Future<Void> whileTrue(Supplier<Future<Boolean>> turn) {
    return Future.future(end -> take(turn, end));
  }

  private static void take(Supplier<Future<Boolean>> turn, Promise<Void> end) {
    Future<Boolean> taken = begin(turn);
    while (taken.succeeded() && taken.result()) {
      taken = begin(turn);
    }
    taken
        .onSuccess(more -> {
          if (more) {
            take(turn, end);
          } else {
            end.complete();
          }
        })
        .onFailure(end::fail);
  }

  private static Future<Boolean> begin(Supplier<Future<Boolean>> turn) {
    return Future.succeededFuture().compose(now -> turn.get());
  }
}
