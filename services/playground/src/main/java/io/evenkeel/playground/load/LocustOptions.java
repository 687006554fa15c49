package io.evenkeel.playground.load;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code locust} was asked to do. The command line beats the environment, which beats the
 * configuration file.
 *
 * @param locustfile path as the container sees it
 * @param host where to send requests, a URL; empty if only the locust file may say so
 * @param spawnRate users started per second
 * @param runTime how long; empty means until stopped
 * @param onlySummary whether to print statistics at the end only
 * @param exitCodeOnError what to exit with if a request failed
 */
record LocustOptions(
    String locustfile,
    String host,
    int users,
    double spawnRate,
    Optional<Duration> runTime,
    boolean onlySummary,
    int exitCodeOnError) {

  private static final String DEFAULT_CONFIG = "locust.conf";
  private static final Pattern RUN_TIME = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s?)?");

  /**
   * Reads the options.
   *
   * @param file content of a file by its path in the container; empty if there is none
   * @throws LocustException if something is wrong; the message is what {@code locust} would print
   */
  static LocustOptions read(
      List<String> arguments, Map<String, String> env, Function<String, Optional<String>> file) {
    Map<LocustOption, String> commandLine = LocustArguments.read(arguments);
    Map<LocustOption, String> given = new EnumMap<>(LocustOption.class);
    given.putAll(configuration(commandLine, env, file));
    for (LocustOption option : LocustOption.values()) {
      if (env.containsKey(option.variable())) {
        given.put(option, env.getOrDefault(option.variable(), ""));
      }
    }
    given.putAll(commandLine);
    return of(given);
  }

  private static Map<LocustOption, String> configuration(
      Map<LocustOption, String> commandLine,
      Map<String, String> env,
      Function<String, Optional<String>> file) {
    String named = commandLine.getOrDefault(
        LocustOption.CONFIG, env.getOrDefault(LocustOption.CONFIG.variable(), ""));
    Optional<String> text = file.apply(named.isEmpty() ? DEFAULT_CONFIG : named);
    if (text.isEmpty() && !named.isEmpty()) {
      throw new LocustException(
          "error: Unable to open config file: " + named + ". Error: No such file or directory");
    }
    return text.map(content -> LocustArguments.readFile(named, content)).orElse(Map.of());
  }

  private static LocustOptions of(Map<LocustOption, String> given) {
    if (!truth(given, LocustOption.HEADLESS)) {
      throw new LocustException("error: without --headless (headless = true) Locust waits for a"
          + " person at its web page; the playground's load generator only runs headless");
    }
    return new LocustOptions(
        given.getOrDefault(LocustOption.LOCUSTFILE, "locustfile.py"),
        given.getOrDefault(LocustOption.HOST, ""),
        (int) number(given, LocustOption.USERS, 1, 100_000),
        number(given, LocustOption.SPAWN_RATE, 1, 100_000),
        Optional.ofNullable(given.get(LocustOption.RUN_TIME)).map(LocustOptions::duration),
        truth(given, LocustOption.ONLY_SUMMARY),
        (int) number(given, LocustOption.EXIT_CODE_ON_ERROR, 1, 255));
  }

  private static boolean truth(Map<LocustOption, String> given, LocustOption option) {
    return List.of("true", "yes", "1")
        .contains(given.getOrDefault(option, "false").toLowerCase(java.util.Locale.ROOT));
  }

  private static double number(
      Map<LocustOption, String> given, LocustOption option, double otherwise, double most) {
    String text = given.get(option);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,9}(\\.\\d{1,9})?") || Double.parseDouble(text) > most) {
      throw new LocustException("error: argument --" + option.key() + ": invalid value: '" + text
          + "', expected a number of at most " + (int) most);
    }
    return Double.parseDouble(text);
  }

  private static Duration duration(String text) {
    Matcher parts = RUN_TIME.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw new LocustException(
          "error: Valid --run-time formats are: 20, 20s, 3m, 2h, 1h20m, 3h30m10s, etc.; got '"
              + text + "'");
    }
    return Duration.ofHours(part(parts.group(1)))
        .plusMinutes(part(parts.group(2)))
        .plusSeconds(part(parts.group(3)));
  }

  private static long part(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits.length() > 9 ? "999999999" : digits);
  }
}
