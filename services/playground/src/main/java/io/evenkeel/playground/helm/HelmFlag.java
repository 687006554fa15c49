package io.evenkeel.playground.helm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The flags the image understands, and the sub-commands each belongs to. */
enum HelmFlag {
  NAMESPACE("n", true, "*"),
  DEBUG("", false, "*"),
  INSTALL_IF_MISSING("i", false, "upgrade"),
  CREATE_NAMESPACE("", false, "upgrade install"),
  SET("", true, "upgrade install template"),
  SET_STRING("", true, "upgrade install template"),
  VALUES("f", true, "upgrade install template"),
  VERSION("", true, "upgrade install template"),
  DESCRIPTION("", true, "upgrade install"),
  REUSE_VALUES("", false, "upgrade"),
  RESET_VALUES("", false, "upgrade"),
  ATOMIC("", false, "upgrade install"),
  FORCE("", false, "upgrade"),
  SKIP_CRDS("", false, "upgrade install template"),
  WAIT("", false, "upgrade install rollback"),
  TIMEOUT("", true, "upgrade install rollback"),
  DRY_RUN("", false, "upgrade install uninstall"),
  HISTORY_MAX("", true, "upgrade rollback"),
  REVISION("", true, "status"),
  MAX("", true, "history"),
  ALL("a", false, "list"),
  ALL_NAMESPACES("A", false, "list"),
  IGNORE_NOT_FOUND("", false, "uninstall"),
  KEEP_HISTORY("", false, "uninstall");

  private final String letter;
  private final boolean takesValue;
  private final String verbs;

  /**
   * Describes a flag.
   *
   * @param letter short form without the dash; empty for none
   * @param verbs the sub-commands that know it, {@code *} for all
   */
  HelmFlag(String letter, boolean takesValue, String verbs) {
    this.letter = letter;
    this.takesValue = takesValue;
    this.verbs = verbs;
  }

  static Optional<HelmFlag> ofName(String name, HelmVerb verb) {
    return Arrays.stream(values())
        .filter(flag -> flag.title().equals(name) && flag.belongsTo(verb))
        .findFirst();
  }

  static Optional<HelmFlag> ofLetter(String letter, HelmVerb verb) {
    return Arrays.stream(values())
        .filter(flag -> flag.letter.equals(letter) && flag.belongsTo(verb))
        .findFirst();
  }

  private boolean belongsTo(HelmVerb verb) {
    return verbs.equals("*") || List.of(verbs.split(" ", -1)).contains(verb.word());
  }

  /** The name after {@code --}. */
  String title() {
    return this == INSTALL_IF_MISSING
        ? "install"
        : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean takesValue() {
    return takesValue;
  }
}
