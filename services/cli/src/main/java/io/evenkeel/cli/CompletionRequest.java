package io.evenkeel.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A line that is being typed, as far as it is understood.
 *
 * @param command the command that the words so far name
 * @param given values of the options so far, by long name without dashes
 * @param awaited the option whose value the last word is; {@code null} if it is none
 * @param attached what the candidates start with because it is in the same word, e.g.
 *     {@code --project=}
 * @param word what is typed of the candidate
 */
record CompletionRequest(
    CommandSpec command,
    Map<String, String> given,
    @Nullable OptionSpec awaited,
    String attached,
    String word) {

  /** Where names come from; see {@link CompletionNames}. */
  interface Names {

    /** Returns the values of {@code kind}, e.g. {@code project}; {@code :files} for files. */
    List<String> of(String kind);
  }

  /** Reads {@code words}, of which the last one is being typed and may be empty. */
  static CompletionRequest of(CommandSpec root, List<String> words) {
    CommandSpec command = root;
    Map<String, String> given = new LinkedHashMap<>();
    OptionSpec awaited = null;
    for (String word : words.subList(0, words.size() - 1)) {
      if (awaited != null) {
        given.put(name(awaited), word);
        awaited = null;
      } else if (word.startsWith("-")) {
        awaited = option(command, word, given);
      } else {
        CommandLine next = command.subcommands().get(word);
        command = next == null ? command : next.getCommandSpec();
      }
    }
    return last(command, given, awaited, words.get(words.size() - 1));
  }

  private static CompletionRequest last(
      CommandSpec command, Map<String, String> given, @Nullable OptionSpec awaited, String last) {
    int equals = last.indexOf('=');
    if (awaited == null && last.startsWith("-") && equals > 0) {
      OptionSpec option = command.findOption(last.substring(0, equals));
      return new CompletionRequest(
          command, given, option, last.substring(0, equals + 1), last.substring(equals + 1));
    }
    return new CompletionRequest(command, given, awaited, "", last);
  }

  /** Notes a complete option; returns it if its value is the next word. */
  private static @Nullable OptionSpec option(
      CommandSpec command, String word, Map<String, String> given) {
    int equals = word.indexOf('=');
    OptionSpec option = command.findOption(equals < 0 ? word : word.substring(0, equals));
    if (option == null) {
      return null;
    }
    if (equals > 0) {
      given.put(name(option), word.substring(equals + 1));
      return null;
    }
    return option.arity().min() > 0 ? option : null;
  }

  /** The long name of {@code option} without its dashes. */
  static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  /** Returns what the last word may become. */
  List<String> candidates(Names names) {
    return all(names)
        .filter(candidate -> candidate.startsWith(word) || candidate.equals(":files"))
        .map(candidate -> candidate.equals(":files") ? candidate : attached + candidate)
        .distinct()
        .toList();
  }

  private Stream<String> all(Names names) {
    if (awaited != null) {
      return values(awaited, names).stream();
    }
    if (word.startsWith("-")) {
      return command.options().stream()
          .filter(option -> !option.hidden())
          .map(OptionSpec::longestName)
          .sorted();
    }
    List<String> all = new ArrayList<>();
    command.subcommands().values().stream()
        .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
        .map(CommandLine::getCommandName)
        .forEach(all::add);
    if (all.isEmpty() && !command.positionalParameters().isEmpty()) {
      return positional(names).stream();
    }
    return all.stream();
  }

  private List<String> positional(Names names) {
    String label = command.positionalParameters().get(0).paramLabel();
    if (label.contains("|")) {
      return List.of(label.split("\\|"));
    }
    String kind = label.equals("NAME") ? command.name() : label.replaceFirst("NAME$", "");
    return names.of(kind.toLowerCase(Locale.ROOT).replaceFirst("s$", ""));
  }

  private static List<String> values(OptionSpec option, Names names) {
    String label = option.paramLabel();
    if (label.contains("FILE") || label.equals("DIR")) {
      return List.of(":files");
    }
    return label.contains("|") ? List.of(label.split("\\|")) : names.of(name(option));
  }

  /** The value of an option that was typed before. */
  Optional<String> value(String option) {
    return Optional.ofNullable(given.get(option));
  }
}
