package io.evenkeel.cli.check;

import io.evenkeel.model.job.JobLint;
import io.evenkeel.model.remediation.Remediations;
import io.evenkeel.model.shipyard.ShipyardCheck;
import io.evenkeel.model.sli.SliFile;
import io.evenkeel.model.slo.Slo;
import io.evenkeel.model.yaml.YamlDocument;
import io.evenkeel.model.yaml.YamlException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A file that was checked.
 *
 * @param kind empty if nobody can tell what it is
 * @param findings in the order of the file
 */
public record FileCheck(Optional<FileKind> kind, List<Finding> findings) {

  private static final Pattern LINE = Pattern.compile("(?:^|\\s|: )line (\\d{1,9}):?\\s*");

  public FileCheck {
    findings = List.copyOf(findings);
  }

  public boolean hasErrors() {
    return findings.stream().anyMatch(Finding::isError);
  }

  /**
   * Checks a file.
   *
   * @param path tells the kind where the content does not
   * @param kind what it is; {@code null} to guess
   */
  public static FileCheck of(String path, String text, @Nullable FileKind kind) {
    Findings findings = new Findings();
    Optional<FileKind> known = Optional.ofNullable(kind);
    try {
      Node root = YamlDocument.first(text);
      if (root == null) {
        findings.add(new Finding(1, 1, true, "the file is empty"));
        return new FileCheck(known.or(() -> FileKind.byPath(path)), findings.sorted());
      }
      Optional<FileKind> guessed = known.or(() -> FileKind.guess(root, path));
      guessed.ifPresent(found -> check(found, path, text, root, findings));
      return new FileCheck(guessed, findings.sorted());
    } catch (YamlException malformed) {
      findings.add(finding(malformed));
      return new FileCheck(known.or(() -> FileKind.byPath(path)), findings.sorted());
    }
  }

  private static void check(FileKind kind, String path, String text, Node root, Findings findings) {
    shape(kind).check(root, "the file", findings);
    if (!findings.hasErrors()) {
      try {
        read(kind, path, text, findings);
      } catch (IllegalArgumentException refused) {
        findings.add(finding(refused));
      }
    }
  }

  private static Shape shape(FileKind kind) {
    return switch (kind) {
      case SHIPYARD -> Shapes.shipyard();
      case SLO -> Shapes.slo();
      case SLI -> Shapes.sli();
      case REMEDIATION -> Shapes.remediation();
      case JOB -> Shapes.job();
      case WEBHOOK -> Shapes.webhook();
    };
  }

  /** Lets those who will use the file read it. */
  private static void read(FileKind kind, String path, String text, Findings findings) {
    switch (kind) {
      case SHIPYARD ->
        ShipyardCheck.decode(
            Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
      case SLO ->
        Slo.parse(text)
            .criterionMistake()
            .ifPresent(mistake -> findings.add(new Finding(1, 1, true, mistake)));
      case SLI -> SliFile.merge(List.of(text));
      case REMEDIATION -> Remediations.parse(text);
      case JOB -> job(JobLint.check(path, text, true), findings);
      case WEBHOOK -> {
        // Its shape says it all.
      }
    }
  }

  private static void job(JobLint lint, Findings findings) {
    if (lint.exitCode() != 0) {
      // The original repeats the whole file before it says what is wrong with it.
      String reason = lint.message().substring(Math.max(0, lint.message().lastIndexOf("yaml: ")));
      reason
          .lines()
          .filter(line -> !line.equals("yaml: unmarshal errors:"))
          .forEach(line -> findings.add(finding(new IllegalArgumentException(line.strip()))));
    }
    lint.warnings().forEach(warning -> findings.add(new Finding(1, 1, false, warning)));
  }

  private static Finding finding(IllegalArgumentException problem) {
    String text = String.valueOf(problem.getMessage()).replaceFirst("^yaml: ", "");
    if (problem.getCause() instanceof MarkedYAMLException marked
        && marked.getProblemMark() != null) {
      return new Finding(
          marked.getProblemMark().getLine() + 1,
          marked.getProblemMark().getColumn() + 1,
          true,
          LINE.matcher(text).replaceFirst(""));
    }
    Matcher line = LINE.matcher(text);
    return line.find()
        ? new Finding(
            Integer.parseInt(line.group(1)), 1, true, line.replaceFirst("").strip())
        : new Finding(1, 1, true, text);
  }
}
