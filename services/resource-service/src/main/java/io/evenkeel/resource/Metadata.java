package io.evenkeel.resource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;

/** The {@code metadata.yaml} files written by Keptn itself (resources.md §1.3). */
final class Metadata {

  /** Name of the file at every level. */
  static final String FILE = "metadata.yaml";

  private static final Pattern LAYOUT = Pattern.compile("(?m)^isUsingDirectoryStructure:.*\\R?");
  private static final Pattern USES_FOLDERS =
      Pattern.compile("(?m)^isUsingDirectoryStructure:\\s*['\"]?true\\b");

  private Metadata() {}

  static TreeEdit ofProject(String project, Instant created, RepositoryLayout layout) {
    return file(
        FILE, """
        projectName: %s
        creationTimestamp: %s
        isUsingDirectoryStructure: %s
        """.formatted(quoted(project), quoted(created), layout == RepositoryLayout.FOLDERS));
  }

  /** Whether a project's file says that its stages are folders. */
  static boolean usesFolders(String text) {
    return USES_FOLDERS.matcher(text).find();
  }

  /** A project's file {@code text} once its stages are folders; the rest stays as it is. */
  static TreeEdit withFolders(String text) {
    String rest = LAYOUT.matcher(text).replaceAll("").stripTrailing();
    return file(FILE, "%s%nisUsingDirectoryStructure: true%n".formatted(rest).stripLeading());
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
