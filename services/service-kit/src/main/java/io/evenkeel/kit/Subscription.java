package io.evenkeel.kit;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which events a subscriber hears.
 *
 * @param subscriber unique name of the handler, e.g. {@code approval-service} or
 *     {@code task.scale-with-helm}; replicas share it
 * @param types event types; {@code *} stands for exactly one dot-separated part, as in
 *     {@code sh.keptn.event.*.triggered}
 */
public record Subscription(String subscriber, List<String> types) {

  public Subscription {
    types = List.copyOf(types);
  }

  public static Subscription of(String subscriber, String... types) {
    return new Subscription(subscriber, List.of(types));
  }

  /** Whether this subscription names {@code type}. */
  public boolean matches(String type) {
    return pattern().matcher(type).matches();
  }

  /** Returns one expression that matches the types this subscription names. */
  Pattern pattern() {
    return Pattern.compile(types.stream()
        .map(type -> Pattern.quote(type).replace("*", "\\E[^.]+\\Q"))
        .collect(Collectors.joining("|")));
  }
}
