package io.evenkeel.playground.tour;

import java.util.Map;

/**
 * What the place where the tour is told can show.
 *
 * @param interactive its last line can be rewritten
 * @param colour ANSI colours are welcome
 */
public record Terminal(boolean interactive, boolean colour) {

  /** Set to {@code true} by the launcher when standard output is a terminal. */
  public static final String PROPERTY = "evenkeel.terminal";

  /** A file, a pipe, a log: whole lines without colours. */
  public static final Terminal NONE = new Terminal(false, false);

  /**
   * Reads {@code TERM} and {@code NO_COLOR}: a dumb terminal is none, and any value of
   * {@code NO_COLOR} but the empty one turns colours off.
   *
   * @param attached whether the output is a terminal at all
   */
  public static Terminal of(Map<String, String> environment, boolean attached) {
    String term = environment.getOrDefault("TERM", "");
    boolean interactive = attached && !term.isEmpty() && !term.equals("dumb");
    boolean colour = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(interactive, colour);
  }

  /** The terminal of this process, as the launcher and the environment describe it. */
  public static Terminal detect() {
    return of(System.getenv(), Boolean.getBoolean(PROPERTY));
  }
}
