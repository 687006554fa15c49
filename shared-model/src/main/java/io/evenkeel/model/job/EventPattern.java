package io.evenkeel.model.job;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression in RE2 syntax, found anywhere in a text. What RE2 does not have, such as
 * look-around, back-references and possessive repetition, makes it invalid.
 *
 * <p>Source: job-executor.md §5.
 */
final class EventPattern {

  private static final int MAX_REPEAT = 1000;
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final String PLAIN_ESCAPES = "afnrtdDsSwWbBAz";

  private final String source;
  private final StringBuilder translated = new StringBuilder();
  private int position;
  private int open;

  /** Whether what stands before can be repeated. */
  private boolean repeatable;

  private boolean repeated;

  private EventPattern(String source) {
    this.source = source;
  }

  /** Returns the pattern; empty if it is not valid RE2 syntax. */
  static Optional<Pattern> compile(String source) {
    try {
      return Optional.of(new EventPattern(source).translate());
    } catch (PatternSyntaxException invalid) {
      return Optional.empty();
    }
  }

  private Pattern translate() {
    while (position < source.length()) {
      element(source.charAt(position++));
    }
    if (open != 0) {
      throw invalid("missing closing )");
    }
    return Pattern.compile(translated.toString(), Pattern.UNIX_LINES);
  }

  private void element(char character) {
    switch (character) {
      case '*', '+', '?' -> repeat(String.valueOf(character));
      case '{' -> brace();
      case '(' -> group();
      case ')' -> close();
      case '|' -> append("|", false);
      case '[' -> {
        RegexClass parsed = RegexClass.parse(source, position);
        position = parsed.end();
        append(parsed.translated(), true);
      }
      case '\\' -> escape();
      case ']', '}' -> append("\\" + character, true);
      default -> append(String.valueOf(character), true);
    }
  }

  private void append(String text, boolean canBeRepeated) {
    translated.append(text);
    repeatable = canBeRepeated;
    repeated = false;
  }

  private void repeat(String operator) {
    if (!repeatable || repeated) {
      throw invalid("missing or nested argument to repetition operator " + operator);
    }
    translated.append(operator);
    if (position < source.length() && source.charAt(position) == '?') {
      translated.append('?');
      position++;
    }
    repeated = true;
  }

  /** A brace that does not start a repetition stands for itself. */
  private void brace() {
    int end = source.indexOf('}', position);
    String inner = end < 0 ? "" : source.substring(position, end);
    if (!inner.matches("\\d{1,9}(,\\d{0,9})?")) {
      append("\\{", true);
      return;
    }
    Matcher bounds = NUMBER.matcher(inner);
    while (bounds.find()) {
      if (Integer.parseInt(bounds.group()) > MAX_REPEAT) {
        throw invalid("invalid repeat count");
      }
    }
    position = end + 1;
    repeat("{" + inner + "}");
  }

  private void group() {
    open++;
    if (!source.startsWith("?", position)) {
      append("(", false);
    } else if (source.startsWith("?P<", position) || source.startsWith("?<", position)) {
      namedGroup();
    } else {
      flags();
    }
  }

  private void namedGroup() {
    int start = source.indexOf('<', position) + 1;
    int end = source.indexOf('>', start);
    if (end < 0 || !source.substring(start, end).matches("\\w+")) {
      throw invalid("invalid named capture");
    }
    position = end + 1;
    append("(", false);
  }

  private void flags() {
    int end = position + 1;
    while (end < source.length() && "imsU-".indexOf(source.charAt(end)) >= 0) {
      end++;
    }
    char last = end < source.length() ? source.charAt(end) : 0;
    String flags = source.substring(position + 1, end);
    if ((last != ':' && last != ')') || !flags.matches("[imsU]*(-[imsU]+)?")) {
      throw invalid("invalid or unsupported Perl syntax");
    }
    position = end + 1;
    open -= last == ')' ? 1 : 0;
    // Whether something is found does not depend on greediness.
    append("(?" + flags.replace("U", "").replaceAll("-$", "") + last, false);
  }

  private void close() {
    if (--open < 0) {
      throw invalid("unexpected )");
    }
    append(")", true);
  }

  private void escape() {
    if (position >= source.length()) {
      throw invalid("trailing backslash");
    }
    char character = source.charAt(position++);
    if (character == 'Q') {
      quote();
    } else if (PLAIN_ESCAPES.indexOf(character) >= 0) {
      append("\\" + character, true);
    } else {
      RegexClass.Escape parsed = RegexClass.escape(source, position - 1);
      position = parsed.end();
      append(parsed.translated(), true);
    }
  }

  private void quote() {
    int end = source.indexOf("\\E", position);
    String literal = source.substring(position, end < 0 ? source.length() : end);
    position = end < 0 ? source.length() : end + 2;
    literal.codePoints().forEach(point -> append(RegexClass.literal(point), true));
  }

  private PatternSyntaxException invalid(String problem) {
    return new PatternSyntaxException(problem, source, position);
  }
}
