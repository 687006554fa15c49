package io.evenkeel.playground.load;

import java.util.ArrayList;
import java.util.List;

/**
 * One logical line of a Python file: what stands in brackets over several lines is one, comments
 * and doc strings are gone.
 *
 * @param number where it starts, from one
 * @param indent blanks before it; a tab counts as eight
 * @param text without indentation
 */
record PythonLine(int number, int indent, String text) {

  static List<PythonLine> read(String source) {
    List<PythonLine> lines = new ArrayList<>();
    Splitter splitter = new Splitter(source);
    while (!splitter.isAtEnd()) {
      PythonLine line = splitter.next();
      boolean docString = line.text.matches("(?s)[rRuU]?(\"\"\"|'''|\"|').*\\1");
      if (!line.text.isEmpty() && !docString) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** Cuts the source at the line breaks that end a statement. */
  private static final class Splitter {

    private final String source;
    private int at;
    private int number = 1;

    Splitter(String source) {
      this.source = source.replace("\r\n", "\n");
    }

    boolean isAtEnd() {
      return at >= source.length();
    }

    PythonLine next() {
      int start = number;
      int indent = indent();
      StringBuilder text = new StringBuilder();
      int depth = 0;
      while (!isAtEnd() && (depth > 0 || source.charAt(at) != '\n')) {
        char c = source.charAt(at);
        if (c == '#') {
          skipComment();
        } else if (c == '"' || c == '\'') {
          text.append(string(c));
        } else {
          depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
          text.append(step());
        }
      }
      if (!isAtEnd()) {
        step();
      }
      return new PythonLine(start, indent, text.toString().strip());
    }

    private int indent() {
      int indent = 0;
      while (!isAtEnd() && (source.charAt(at) == ' ' || source.charAt(at) == '\t')) {
        indent += step() == '\t' ? 8 : 1;
      }
      return indent;
    }

    private void skipComment() {
      while (!isAtEnd() && source.charAt(at) != '\n') {
        at++;
      }
    }

    private String string(char quote) {
      int start = at;
      String triple = String.valueOf(quote).repeat(3);
      String end = source.startsWith(triple, at) ? triple : String.valueOf(quote);
      at += end.length();
      while (!isAtEnd() && !source.startsWith(end, at)) {
        if (source.charAt(at) == '\\' && at + 1 < source.length()) {
          step();
        }
        step();
      }
      at = Math.min(source.length(), at + end.length());
      return source.substring(start, at);
    }

    private char step() {
      char c = source.charAt(at++);
      number += c == '\n' ? 1 : 0;
      return c;
    }
  }
}
