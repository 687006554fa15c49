package io.evenkeel.kit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The subscriptions a node knows, in memory: consulted for every event that is accepted. */
final class Subscribers {

  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();
  private long counted;
  private long newest;

  /** To be called before the store is read: what was read is as old as this. */
  synchronized long begin() {
    return ++counted;
  }

  /**
   * What was read from the store since {@code begun}. Reads may overtake each other, and what has
   * been changed here since is in no such read: then it is passed over, since whoever changes
   * something has everybody read again.
   */
  synchronized void replaceAll(long begun, List<Subscription> all) {
    if (begun < newest) {
      return;
    }
    newest = begun;
    all.forEach(each -> patterns.put(each.subscriber(), each.pattern()));
    patterns.keySet().retainAll(all.stream().map(Subscription::subscriber).toList());
  }

  synchronized void put(Subscription subscription) {
    newest = ++counted;
    patterns.put(subscription.subscriber(), subscription.pattern());
  }

  synchronized void remove(String subscriber) {
    newest = ++counted;
    patterns.remove(subscriber);
  }

  /** Names of everyone who hears {@code type}, in a stable order. */
  List<String> of(String type) {
    return patterns.entrySet().stream()
        .filter(entry -> entry.getValue().matcher(type).matches())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
