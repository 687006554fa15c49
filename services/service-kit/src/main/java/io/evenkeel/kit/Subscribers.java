package io.evenkeel.kit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The subscriptions a node knows, in memory: consulted for every event that is accepted. */
final class Subscribers {

  /** Whoever sends events names their types. */
  private static final int MOST_KNOWN = 1000;

  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

  /** By type; another map once anything changes, so that nothing older gets into it. */
  private volatile Map<String, List<String>> known = new ConcurrentHashMap<>();

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
    known = new ConcurrentHashMap<>();
  }

  synchronized void put(Subscription subscription) {
    newest = ++counted;
    patterns.put(subscription.subscriber(), subscription.pattern());
    known = new ConcurrentHashMap<>();
  }

  synchronized void remove(String subscriber) {
    newest = ++counted;
    patterns.remove(subscriber);
    known = new ConcurrentHashMap<>();
  }

  /** Names of everyone who hears {@code type}, in a stable order. */
  List<String> of(String type) {
    Map<String, List<String>> current = known;
    List<String> names = current.get(type);
    if (names == null) {
      names = find(type);
      if (current.size() < MOST_KNOWN) {
        current.put(type, names);
      }
    }
    return names;
  }

  private List<String> find(String type) {
    return patterns.entrySet().stream()
        .filter(entry -> entry.getValue().matcher(type).matches())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
