package io.evenkeel.playground.cluster;

import java.util.List;
import java.util.Map;

/**
 * Variables in {@code command}, {@code args} and {@code env}: {@code $(NAME)} becomes its value if
 * there is one and stays as it is if not; {@code $$} is a dollar sign, so that {@code $$(NAME)}
 * stays {@code $(NAME)}.
 */
final class Expansion {

  private Expansion() {}

  /** Expands {@code text} with the values of {@code variables}. */
  static String expand(String text, Map<String, String> variables) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int dollar = text.indexOf('$', at);
      if (dollar < 0 || dollar == text.length() - 1) {
        return result.append(text, at, text.length()).toString();
      }
      result.append(text, at, dollar);
      at = reference(text, dollar, variables, result);
    }
    return result.toString();
  }

  /** Expands every text. */
  static List<String> expandAll(List<String> texts, Map<String, String> variables) {
    return texts.stream().map(text -> expand(text, variables)).toList();
  }

  /** Handles the dollar sign at {@code dollar}; answers where to go on. */
  private static int reference(
      String text, int dollar, Map<String, String> variables, StringBuilder result) {
    char next = text.charAt(dollar + 1);
    int close = text.indexOf(')', dollar);
    if (next == '(' && close > 0) {
      String name = text.substring(dollar + 2, close);
      result.append(variables.getOrDefault(name, "$(" + name + ")"));
      return close + 1;
    }
    result.append(next == '$' ? "$" : "$" + next);
    return dollar + 2;
  }
}
