package io.evenkeel.cli.check;

import io.evenkeel.model.yaml.YamlDocument;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** The kinds of files a user writes. */
public enum FileKind {
  SHIPYARD("shipyard.yaml", "Shipyard", ""),
  SLO("slo.yaml", "", "objectives"),
  SLI("sli.yaml", "", "indicators"),
  REMEDIATION("remediation.yaml", "Remediation", ""),
  JOB("job/config.yaml", "", "actions"),
  WEBHOOK("webhook.yaml", "WebhookConfig", "");

  private final String fileName;
  private final String kind;
  private final String key;

  /**
   * Describes a kind.
   *
   * @param kind value of the member {@code kind}; {@code ""} if such files have none
   * @param key a member only such files have
   */
  FileKind(String fileName, String kind, String key) {
    this.fileName = fileName;
    this.kind = kind;
    this.key = key;
  }

  /** How a user writes it: {@code shipyard}. */
  public String flag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the kind that a user called {@code flag}. */
  public static Optional<FileKind> of(String flag) {
    return Arrays.stream(values()).filter(kind -> kind.flag().equals(flag)).findFirst();
  }

  /** Guesses the kind from what is in a file, else from its path. */
  static Optional<FileKind> guess(Node root, String path) {
    return byContent(root).or(() -> byPath(path));
  }

  /** Guesses the kind from the path alone. */
  static Optional<FileKind> byPath(String path) {
    String normal = "/" + path.replace('\\', '/');
    return Arrays.stream(values())
        .filter(kind -> normal.endsWith("/" + kind.fileName))
        .findFirst();
  }

  private static Optional<FileKind> byContent(Node root) {
    if (!(root instanceof MappingNode mapping)) {
      return Optional.empty();
    }
    Set<String> keys = YamlDocument.members(mapping).keySet().stream()
        .map(Shape::text)
        .collect(Collectors.toSet());
    String named = YamlDocument.members(mapping).entrySet().stream()
        .filter(member -> Shape.text(member.getKey()).equals("kind"))
        .map(member -> Shape.text(member.getValue()))
        .findFirst()
        .orElse("");
    return Arrays.stream(values())
        .filter(kind -> kind.kind.isEmpty() ? keys.contains(kind.key) : kind.kind.equals(named))
        .findFirst();
  }
}
