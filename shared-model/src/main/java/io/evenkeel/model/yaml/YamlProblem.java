package io.evenkeel.model.yaml;

import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Turns what the library says about malformed YAML into what Keptn's parser says. */
final class YamlProblem {

  private static final String UNDEFINED_ALIAS = "found undefined alias ";

  private YamlProblem() {}

  /** The problem with its 1-based line, if it has one. */
  static String describe(MarkedYAMLException malformed) {
    String problem = String.valueOf(malformed.getProblem());
    if (problem.startsWith(UNDEFINED_ALIAS)) {
      return "unknown anchor '%s' referenced"
          .formatted(problem.substring(UNDEFINED_ALIAS.length()));
    }
    Mark mark = malformed.getProblemMark() == null
        ? malformed.getContextMark()
        : malformed.getProblemMark();
    String text = isTab(malformed)
        ? "found a tab character that violates indentation"
        : problem.replace("not allowed here", "not allowed in this context");
    return mark == null ? text : "line %d: %s".formatted(mark.getLine() + 1, text);
  }

  /**
   * Keptn's parser lets a tab separate values, this library does not; neither lets it indent.
   *
   * @return {@code content} with a blank for the tab that is the problem; empty if none is
   */
  static Optional<String> withoutTab(String content, MarkedYAMLException malformed) {
    Mark mark = malformed.getProblemMark();
    if (mark == null || !isTab(malformed)) {
      return Optional.empty();
    }
    int index = content.offsetByCodePoints(0, mark.getIndex());
    int lineStart = content.lastIndexOf('\n', index - 1) + 1;
    return index >= content.length()
            || content.charAt(index) != '\t'
            || content.substring(lineStart, index).isBlank()
        ? Optional.empty()
        : Optional.of(content.substring(0, index) + ' ' + content.substring(index + 1));
  }

  private static boolean isTab(MarkedYAMLException malformed) {
    return String.valueOf(malformed.getProblem()).contains("\\t(TAB)");
  }
}
