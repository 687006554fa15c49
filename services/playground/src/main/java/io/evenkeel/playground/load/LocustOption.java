package io.evenkeel.playground.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The options of {@code locust} that are understood, each as {@code --name}, as a key of a
 * configuration file and as a variable.
 *
 * <p>Source: Locust 2.8, "Configuration", "All available configuration options".
 */
enum LocustOption {
  LOCUSTFILE("locustfile", "-f", true),
  CONFIG("config", "", true),
  HOST("host", "-H", true),
  USERS("users", "-u", true),
  SPAWN_RATE("spawn-rate", "-r", true),
  RUN_TIME("run-time", "-t", true),
  HEADLESS("headless", "", false),
  AUTOSTART("autostart", "", false),
  ONLY_SUMMARY("only-summary", "", false),
  PRINT_STATS("print-stats", "", false),
  RESET_STATS("reset-stats", "", false),
  SKIP_LOG_SETUP("skip-log-setup", "", false),
  LOGLEVEL("loglevel", "-L", true),
  STOP_TIMEOUT("stop-timeout", "-s", true),
  EXIT_CODE_ON_ERROR("exit-code-on-error", "", true);

  private final String key;
  private final String letter;
  private final boolean takesValue;

  LocustOption(String key, String letter, boolean takesValue) {
    this.key = key;
    this.letter = letter;
    this.takesValue = takesValue;
  }

  /** The option that {@code word} ({@code --users} or {@code -u}) names. */
  static Optional<LocustOption> ofArgument(String word) {
    return Arrays.stream(values())
        .filter(option -> word.equals("--" + option.key)
            || (!option.letter.isEmpty() && word.equals(option.letter)))
        .findFirst();
  }

  static Optional<LocustOption> ofKey(String key) {
    return Arrays.stream(values()).filter(option -> option.key.equals(key)).findFirst();
  }

  String key() {
    return key;
  }

  boolean takesValue() {
    return takesValue;
  }

  /** {@code LOCUST_RUN_TIME} for {@code run-time}. */
  String variable() {
    return "LOCUST_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
