package io.evenkeel.playground.tour;

import java.io.PrintStream;
import java.util.List;

/**
 * Where the tour is told. On a terminal one last line may be rewritten again and again; elsewhere
 * there is no such line. Not thread-safe.
 */
final class Console {

  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final Terminal terminal;
  private boolean muted;
  private boolean quiet;
  private boolean passingLine;

  Console(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Prints nothing at all from now on. */
  void mute() {
    muted = true;
  }

  /** Prints no lines until the next call with {@code false}; the passing line goes on. */
  void quiet(boolean quiet) {
    passing("");
    this.quiet = quiet;
  }

  void line(String text) {
    if (!muted && !quiet) {
      passing("");
      out.println(text);
      out.flush();
    }
  }

  void heading(String text) {
    line("");
    line(painted(BOLD, text));
  }

  /** A command that the reader could type now. */
  void command(String text) {
    List<String> lines = CommandText.lines(text);
    line("  $ " + lines.get(0));
    lines.subList(1, lines.size()).forEach(more -> line("    " + more));
  }

  void ok(String text) {
    line("  %s  %s".formatted(painted(GREEN, "ok    "), text));
  }

  void failed(String text) {
    line("  %s  %s".formatted(painted(RED, "FAILED"), text));
  }

  /** Replaces the passing line; {@code ""} removes it. Does nothing off a terminal. */
  void passing(String text) {
    if (muted || !terminal.interactive() || (text.isEmpty() && !passingLine)) {
      return;
    }
    out.print(CLEAR_LINE + text);
    out.flush();
    passingLine = !text.isEmpty();
  }

  private String painted(String code, String text) {
    return terminal.colour() ? code + text + PLAIN : text;
  }
}
