package io.evenkeel.camel.helm;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one change of a release run at a time in this process; others wait for their turn. */
final class ReleaseLocks {

  private final Map<String, Turn> turns = new ConcurrentHashMap<>();

  <T> T whileHolding(HelmCommand command, Supplier<T> work) {
    String key = command.kubeconfig() + "/" + command.namespace() + "/" + command.release();
    Turn turn = turns.compute(key, (name, known) -> known == null ? new Turn() : known.join());
    turn.lock.lock();
    try {
      return work.get();
    } finally {
      turn.lock.unlock();
      turns.computeIfPresent(key, (name, known) -> known.leave());
    }
  }

  /** Removed from the table with its last user, so that the table does not grow. */
  private static final class Turn {
    private final ReentrantLock lock = new ReentrantLock(true);
    private int users = 1;

    Turn join() {
      users++;
      return this;
    }

    @org.jspecify.annotations.Nullable
    Turn leave() {
      users--;
      return users == 0 ? null : this;
    }
  }
}
