package io.evenkeel.playground.helm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One command line taken apart: sub-command, arguments, flags with their values in order. Refuses
 * what {@code helm} would, in its words.
 */
record HelmArguments(HelmVerb verb, List<String> positional, Map<HelmFlag, List<String>> flags) {

  /** Reads the words after {@code helm}; flags may stand before the sub-command. */
  static HelmArguments parse(List<String> words) {
    HelmVerb verb = verb(words);
    Reader reader = new Reader(verb, words);
    reader.read();
    verb.check(reader.positional.size() - 1);
    return new HelmArguments(
        verb, reader.positional.subList(1, reader.positional.size()), reader.flags);
  }

  boolean has(HelmFlag flag) {
    return List.of("true").equals(flags.getOrDefault(flag, List.of()));
  }

  /** The last value given, or {@code otherwise}. */
  String text(HelmFlag flag, String otherwise) {
    List<String> given = all(flag);
    return given.isEmpty() ? otherwise : given.get(given.size() - 1);
  }

  List<String> all(HelmFlag flag) {
    return flags.getOrDefault(flag, List.of());
  }

  int number(HelmFlag flag, int otherwise) {
    String text = text(flag, String.valueOf(otherwise));
    if (!text.matches("\\d{1,9}")) {
      throw new HelmUsageException(
          "invalid argument \"%s\" for \"--%s\" flag: parsing \"%s\": invalid syntax"
              .formatted(text, flag.title(), text));
    }
    return Integer.parseInt(text);
  }

  // Flags before the sub-command may take a value, which must not be taken for the sub-command.
  private static HelmVerb verb(List<String> words) {
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at);
      if (!word.startsWith("-")) {
        return HelmVerb.of(word)
            .orElseThrow(() -> new HelmUsageException(
                "unknown command \"%s\" for \"helm\"\nRun 'helm --help' for usage."
                    .formatted(word)));
      }
      at += word.equals("-n") || word.equals("--namespace") ? 1 : 0;
    }
    throw new HelmUsageException("no sub-command given\nRun 'helm --help' for usage.");
  }

  private static final class Reader {

    private final HelmVerb verb;
    private final Deque<String> rest;
    private final List<String> positional = new ArrayList<>();
    private final Map<HelmFlag, List<String>> flags = new EnumMap<>(HelmFlag.class);

    Reader(HelmVerb verb, List<String> words) {
      this.verb = verb;
      this.rest = new ArrayDeque<>(words);
    }

    void read() {
      while (!rest.isEmpty()) {
        String word = rest.removeFirst();
        if (word.equals("--")) {
          positional.addAll(rest);
          rest.clear();
        } else if (word.startsWith("--")) {
          longFlag(word.substring(2));
        } else if (word.startsWith("-") && word.length() > 1) {
          letters(word);
        } else {
          positional.add(word);
        }
      }
    }

    private void longFlag(String word) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      HelmFlag flag = HelmFlag.ofName(name, verb)
          .orElseThrow(() -> new HelmUsageException("unknown flag: --" + name));
      if (equals >= 0) {
        add(flag, word.substring(equals + 1));
      } else {
        add(flag, flag.takesValue() ? next("--" + name) : "true");
      }
    }

    private void letters(String word) {
      String letter = word.substring(1, 2);
      HelmFlag flag = HelmFlag.ofLetter(letter, verb)
          .orElseThrow(() ->
              new HelmUsageException("unknown shorthand flag: '%s' in %s".formatted(letter, word)));
      String glued = word.substring(2);
      if (flag.takesValue()) {
        add(flag, glued.isEmpty() ? next("-" + letter) : glued.replaceFirst("^=", ""));
      } else {
        add(flag, "true");
        if (!glued.isEmpty()) {
          letters("-" + glued);
        }
      }
    }

    private String next(String flag) {
      if (rest.isEmpty()) {
        throw new HelmUsageException("flag needs an argument: " + flag);
      }
      return rest.removeFirst();
    }

    private void add(HelmFlag flag, String value) {
      List<String> values = flags.computeIfAbsent(flag, added -> new ArrayList<>());
      if (!flag.takesValue()) {
        values.clear();
      }
      values.add(value);
    }
  }
}
