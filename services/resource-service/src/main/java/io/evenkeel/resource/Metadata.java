package io.evenkeel.resource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The {@code metadata.yaml} files written by Keptn itself (resources.md §1.3). */
final class Metadata {

  /** Name of the file at every level. */
  static final String FILE = "metadata.yaml";

  private Metadata() {}

  static TreeEdit ofProject(String project, Instant created, RepositoryLayout layout) {
    return file(
        FILE, """
        projectName: %s
        creationTimestamp: %s
        isUsingDirectoryStructure: %s
        """.formatted(quoted(project), quoted(created), layout == RepositoryLayout.FOLDERS));
  }

  static TreeEdit ofStage(String path, String stage, Instant created) {
    return file(path, """
        stagename: %s
        creationtimestamp: %s
        """.formatted(quoted(stage), quoted(created)));
  }

  static TreeEdit ofService(String path, String service, Instant created) {
    return file(path, """
        servicename: %s
        creationtimestamp: %s
        """.formatted(quoted(service), quoted(created)));
  }

  private static TreeEdit file(String path, String text) {
    return new TreeEdit.Put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Always text to a YAML reader, whatever it looks like. */
  private static String quoted(Object value) {
    return "'" + value.toString().replace("'", "''") + "'";
  }
}
