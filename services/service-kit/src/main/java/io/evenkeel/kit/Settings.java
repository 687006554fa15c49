package io.evenkeel.kit;

import io.evenkeel.model.GoDuration;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment as typed settings. Everything that is wrong is collected and reported at once by
 * {@link #check}; variables with our prefix that nobody asked for are wrong too, so that a typing
 * error does not go unnoticed.
 */
public final class Settings {

  /** Prefix of the product's own variables. */
  public static final String PREFIX = "EVENKEEL_";

  private static final Logger LOG = LoggerFactory.getLogger(Settings.class);

  private final Map<String, String> environment;
  private final Set<String> asked = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  private Settings(Map<String, String> environment) {
    this.environment = new TreeMap<>(environment);
  }

  public static Settings of(Map<String, String> environment) {
    return new Settings(environment);
  }

  /**
   * The first of {@code names} that is set, else {@code fallback}; several names let a variable
   * keep the name it had in the original.
   */
  public String text(String fallback, String... names) {
    asked.addAll(List.of(names));
    return Stream.of(names)
        .map(environment::get)
        .filter(value -> value != null)
        .findFirst()
        .orElse(fallback);
  }

  /** All that begin with {@code prefix}: those of somebody else's conventions. */
  public Map<String, String> startingWith(String prefix) {
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().startsWith(prefix))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** A whole number. */
  public int number(int fallback, String... names) {
    return parsed(String.valueOf(fallback), fallback, Integer::valueOf, "a whole number", names);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(boolean fallback, String... names) {
    return parsed(String.valueOf(fallback), fallback, Settings::toFlag, "true or false", names);
  }

  /**
   * A duration such as {@code 30s}, {@code 10m} or {@code 1h30m}. An unreadable one under a name of
   * the original counts as absent, with an error in the log (sequences.md §8): it has been in
   * somebody's chart for years.
   */
  public Duration duration(Duration fallback, String... names) {
    return parsed(
        "",
        fallback,
        text -> text.isEmpty() ? fallback : toDuration(text, fallback, names),
        "a duration like 30s or 10m",
        names);
  }

  /** An absolute address. */
  public URI uri(URI fallback, String... names) {
    return parsed(fallback.toString(), fallback, URI::create, "an address", names);
  }

  /**
   * Ends reading. With {@code EVENKEEL_SETTINGS_OF_ALL=true} the environment is that of several
   * services, and what nobody asked for here is for another.
   *
   * @throws IllegalArgumentException listing everything that is wrong
   */
  public void check() {
    boolean ofAll = flag(false, "EVENKEEL_SETTINGS_OF_ALL");
    environment.keySet().stream()
        .filter(name -> !ofAll && name.startsWith(PREFIX) && !asked.contains(name))
        .forEach(name -> problems.add(name + " is not a setting; is it misspelt?"));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.stream().sorted().collect(Collectors.joining("\n")));
    }
  }

  private <T> T parsed(
      String fallbackText, T fallback, Function<String, T> parse, String kind, String... names) {
    String text = text(fallbackText, names).trim();
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException malformed) {
      problems.add("%s=%s is not %s".formatted(names[0], text, kind));
      return fallback;
    }
  }

  private static Boolean toFlag(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException(text);
  }

  private Duration toDuration(String text, Duration fallback, String... names) {
    try {
      return GoDuration.parse(text);
    } catch (IllegalArgumentException malformed) {
      String name =
          Stream.of(names).filter(environment::containsKey).findFirst().orElse(PREFIX);
      if (name.startsWith(PREFIX)) {
        throw malformed;
      }
      LOG.error("{}={} is not a duration like 30s or 10m; {} is used", name, text, fallback);
      return fallback;
    }
  }
}
