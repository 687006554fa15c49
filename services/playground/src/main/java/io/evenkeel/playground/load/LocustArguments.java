package io.evenkeel.playground.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads options from a command line and from a configuration file. */
final class LocustArguments {

  private static final Pattern LINE = Pattern.compile("([A-Za-z_-]+)\\s*(?:[=:\\s]\\s*(.*))?");

  private LocustArguments() {}

  static Map<LocustOption, String> read(List<String> arguments) {
    Map<LocustOption, String> given = new EnumMap<>(LocustOption.class);
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String word = rest.removeFirst();
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String name = equals < 0 ? word : word.substring(0, equals);
      LocustOption option = LocustOption.ofArgument(name).orElseThrow(() -> unrecognized(word));
      if (!option.takesValue()) {
        given.put(option, "true");
      } else if (equals >= 0) {
        given.put(option, word.substring(equals + 1));
      } else if (rest.isEmpty()) {
        throw new LocustException("error: argument " + word + ": expected one argument");
      } else {
        given.put(option, rest.removeFirst());
      }
    }
    return given;
  }

  /** Reads {@code key = value} lines; comments and section headings are skipped. */
  static Map<LocustOption, String> readFile(String name, String content) {
    Map<LocustOption, String> given = new EnumMap<>(LocustOption.class);
    int number = 0;
    for (String line : content.lines().map(String::strip).toList()) {
      number++;
      if (!line.isEmpty()
          && !line.startsWith("#")
          && !line.startsWith(";")
          && !line.startsWith("[")) {
        readLine(name + ":" + number, line, given);
      }
    }
    return given;
  }

  private static void readLine(String where, String line, Map<LocustOption, String> given) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new LocustException("error: " + where + ": expected \"key = value\", found: " + line);
    }
    String key = parts.group(1).replace('_', '-');
    LocustOption option = LocustOption.ofKey(key)
        .orElseThrow(() ->
            new LocustException("error: " + where + ": unrecognized option " + parts.group(1)));
    String value = parts.group(2) == null ? "true" : parts.group(2).strip();
    given.put(option, value.replaceAll("^([\"'])(.*)\\1$", "$2"));
  }

  private static LocustException unrecognized(String word) {
    return new LocustException("error: unrecognized arguments: " + word);
  }
}
