package io.evenkeel.kit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The subscriptions a node knows, in memory: consulted for every event that is accepted. */
final class Subscribers {

  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

  void replaceAll(List<Subscription> all) {
    all.forEach(this::put);
    patterns.keySet().retainAll(all.stream().map(Subscription::subscriber).toList());
  }

  void put(Subscription subscription) {
    patterns.put(subscription.subscriber(), subscription.pattern());
  }

  void remove(String subscriber) {
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
