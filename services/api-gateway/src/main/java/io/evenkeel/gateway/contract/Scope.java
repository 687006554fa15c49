package io.evenkeel.gateway.contract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a token may be good for. {@link #ADMIN} includes the others; the others are apart, so that a
 * pipeline that sends events need not be able to read, and a dashboard that reads can't send.
 */
public enum Scope {
  /** Everything that changes nothing. */
  READ,
  /** Sending events, and being an integration: registering, subscribing, logging. */
  EVENT,
  /** Changing projects, services, resources and secrets; pausing, resuming and aborting runs. */
  OPERATE,
  /** Everything, also tokens, audit and parked deliveries. */
  ADMIN;

  /** As written in contracts and by the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Scope> of(String word) {
    return Stream.of(values()).filter(scope -> scope.word().equals(word)).findFirst();
  }

  /** The words, in rising order. */
  public static List<String> words() {
    return Stream.of(values()).map(Scope::word).toList();
  }
}
