package io.evenkeel.camel.task;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What this process is doing, so that nothing is begun twice in it. */
final class RunningWork {

  private final Set<Key> keys = ConcurrentHashMap.newKeySet();

  /** Yields false if it is running already. */
  boolean begin(Work work) {
    return keys.add(Key.of(work));
  }

  boolean contains(Work work) {
    return keys.contains(Key.of(work));
  }

  void end(Work work) {
    keys.remove(Key.of(work));
  }

  private record Key(String executor, String event) {
    static Key of(Work work) {
      return new Key(work.executor(), work.event().id());
    }
  }
}
