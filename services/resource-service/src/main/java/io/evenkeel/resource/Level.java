package io.evenkeel.resource;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.Refusal;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.Repository;

/**
 * What a resource belongs to: a project, one of its stages, or a service in a stage.
 *
 * @param stage {@code ""} at project level
 * @param service {@code ""} at project and stage level
 */
record Level(String project, String stage, String service) {

  private static final int MAX_NAME_BYTES = 200;

  /** The level that the path of {@code request} names; refuses unusable names with 400. */
  static Level of(ApiRequest request) {
    String service = request.path("service");
    String stage = request.path("stage");
    return new Level(
        name(request.path("project")),
        stage.isEmpty() && service.isEmpty() ? "" : name(stage),
        service.isEmpty() ? "" : name(service));
  }

  /** The service {@code name} in this stage. */
  Level withService(String name) {
    return new Level(project, stage, name);
  }

  /** The stage {@code name} of this project. */
  Level withStage(String name) {
    return new Level(project, name, "");
  }

  boolean isProject() {
    return stage.isEmpty();
  }

  boolean isService() {
    return !service.isEmpty();
  }

  /**
   * Returns {@code name} if a file, a folder and a branch can be called so.
   *
   * @throws Refusal with 400 and the texts of the contract (resources.md §4.1)
   */
  static String name(String name) {
    if (name.chars().anyMatch(Character::isWhitespace)) {
      throw new Refusal(400, "name must not contain whitespaces");
    }
    if (name.contains("/")) {
      throw new Refusal(400, "name must not contain '/'");
    }
    if (name.isEmpty()) {
      throw new Refusal(400, "name must not be empty");
    }
    if (!isUsable(name)) {
      throw new Refusal(
          400, "name is not usable in a repository; use letters, digits and '-', '_', '.' inside");
    }
    return name;
  }

  private static boolean isUsable(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MAX_NAME_BYTES
        && Repository.isValidRefName(Constants.R_HEADS + name)
        && isPathSegment(bytes);
  }

  private static boolean isPathSegment(byte[] bytes) {
    try {
      new ObjectChecker().setSafeForMacOS(true).checkPathSegment(bytes, 0, bytes.length);
      return true;
    } catch (CorruptObjectException reserved) {
      return false;
    }
  }
}
