package io.evenkeel.playground.tour;

import java.util.ArrayList;
import java.util.List;

/** Commands as they are shown: long ones on several lines that a shell reads as one. */
final class CommandText {

  private static final int WIDTH = 96;
  private static final String CONTINUED = " \\";

  private CommandText() {}

  /** Breaks {@code command} before options and arguments; every line but the last ends in "\". */
  static List<String> lines(String command) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : command.split(" ", -1)) {
      boolean fits = line.length() + 1 + word.length() + CONTINUED.length() <= WIDTH;
      if (!line.isEmpty() && !fits) {
        lines.add(line + CONTINUED);
        line = new StringBuilder("   ");
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
