package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file {@code ~/.keptn/config}: preferences and the name of the current context. Members this
 * program does not know are kept.
 *
 * <p>Source: cli.md §1.3.
 */
record KeptnConfig(Path file) {

  static final String CURRENT_CONTEXT = "current-context";
  static final String VERSION_CHECK = "automatic_version_check";
  static final String CONTEXT_CHECK = "kube_context_check";
  static final String LAST_VERSION_CHECK = "last_version_check";

  /** The name of the context in use; {@code ""} unless one was chosen. */
  String currentContext() {
    return Json.text(read().get(CURRENT_CONTEXT));
  }

  /** Whether a preference that is on unless switched off is still on. */
  boolean isOn(String member) {
    return !Boolean.FALSE.equals(read().get(member));
  }

  /** Whether the user is to be asked when the context of {@code kubectl} is another one. */
  boolean asksForContext() {
    return Boolean.TRUE.equals(read().get(CONTEXT_CHECK));
  }

  /** Stores one member; the file is replaced as a whole. */
  void put(String member, Object value) {
    Map<String, Object> members = new LinkedHashMap<>(read());
    members.put(member, value);
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, ".config", ".new");
      Files.writeString(fresh, PrettyJson.write(members, "  ") + "\n");
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw new CommandFailure(
          "%s could not be written (%s); choose another with --config-file"
              .formatted(file, unwritable),
          unwritable);
    }
  }

  private Map<String, Object> read() {
    if (!Files.isRegularFile(file)) {
      return Map.of();
    }
    try {
      return Json.parseObject(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new CommandFailure("%s could not be read: %s".formatted(file, unreadable), unreadable);
    } catch (IllegalArgumentException malformed) {
      throw new CommandFailure(
          "%s is not valid JSON: %s; correct or delete it".formatted(file, malformed.getMessage()),
          malformed);
    }
  }
}
