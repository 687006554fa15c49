package io.evenkeel.playground.helm;

import io.evenkeel.camel.helm.HelmCommand.Operation;
import java.util.Arrays;
import java.util.Optional;

/**
 * The sub-commands of {@code helm} that the image carries out.
 *
 * <p>Source: Helm 3, "Helm Commands".
 */
enum HelmVerb {
  UPGRADE(Operation.UPGRADE, "upgrade", "[RELEASE] [CHART]", 2, 2, ""),
  INSTALL(Operation.INSTALL, "install", "[NAME] [CHART]", 2, 2, ""),
  ROLLBACK(Operation.ROLLBACK, "rollback", "<RELEASE> [REVISION]", 1, 2, ""),
  UNINSTALL(Operation.UNINSTALL, "uninstall", "RELEASE_NAME", 1, 1, "delete|del|un"),
  HISTORY(Operation.HISTORY, "history", "RELEASE_NAME", 1, 1, "hist"),
  STATUS(Operation.STATUS, "status", "RELEASE_NAME", 1, 1, ""),
  LIST(Operation.LIST, "list", "", 0, 0, "ls"),
  TEMPLATE(Operation.TEMPLATE, "template", "[NAME] [CHART]", 2, 2, "");

  private final Operation operation;
  private final String word;
  private final String parameters;
  private final int least;
  private final int most;
  private final String aliases;

  HelmVerb(
      Operation operation, String word, String parameters, int least, int most, String aliases) {
    this.operation = operation;
    this.word = word;
    this.parameters = parameters;
    this.least = least;
    this.most = most;
    this.aliases = aliases;
  }

  static Optional<HelmVerb> of(String text) {
    return Arrays.stream(values())
        .filter(verb -> !text.isEmpty() && text.matches(verb.word + "|" + verb.aliases))
        .findFirst();
  }

  String word() {
    return word;
  }

  Operation operation() {
    return operation;
  }

  /** Refuses a wrong number of arguments in Helm's words. */
  void check(int arguments) {
    if (arguments >= least && arguments <= most) {
      return;
    }
    String count = least == most ? "" : arguments < least ? "at least " : "at most ";
    int number = arguments < least ? least : most;
    throw new HelmUsageException(
        "\"helm %s\" requires %s%d argument%s\n\nUsage:  helm %s %s [flags]"
            .formatted(word, count, number, number == 1 ? "" : "s", word, parameters));
  }
}
