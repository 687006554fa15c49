package io.evenkeel.cli.check;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is found while a file is walked through. */
final class Findings {

  private final List<Finding> all = new ArrayList<>();

  void error(Node node, String text) {
    add(node.getStartMark(), true, text);
  }

  void warning(Node node, String text) {
    add(node.getStartMark(), false, text);
  }

  void add(Mark mark, boolean isError, String text) {
    all.add(new Finding(mark.getLine() + 1, mark.getColumn() + 1, isError, text));
  }

  void add(Finding finding) {
    all.add(finding);
  }

  boolean hasErrors() {
    return all.stream().anyMatch(Finding::isError);
  }

  List<Finding> sorted() {
    return all.stream().sorted().distinct().toList();
  }
}
