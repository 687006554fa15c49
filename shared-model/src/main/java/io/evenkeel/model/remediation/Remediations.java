package io.evenkeel.model.remediation;

import io.evenkeel.model.Json;
import io.evenkeel.model.yaml.YamlException;
import io.evenkeel.model.yaml.YamlJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code remediation.yaml}: actions against problems, most specific first.
 *
 * <p>Source: remediation.md §1, §3.
 */
public record Remediations(List<Remediation> remediations) {

  /** Where the file lies, at a service. */
  public static final String RESOURCE = "remediation.yaml";

  /** The only version there is. */
  public static final String API_VERSION = "spec.keptn.sh/0.1.4";

  private static final String DEFAULT = "default";

  public Remediations {
    remediations = List.copyOf(remediations);
  }

  /**
   * What to do against one type of problem.
   *
   * @param actions {@code null} if the file has no list: then the next more general type counts. A
   *     list that is empty counts: there is nothing to do against this type
   */
  public record Remediation(String problemType, @Nullable List<RemediationAction> actions) {
    public Remediation {
      actions = actions == null ? null : List.copyOf(actions);
    }
  }

  /**
   * Reads a file; keys are found in any case, unknown ones are ignored.
   *
   * @throws YamlException if it is not YAML, has a wrong type somewhere or another version
   */
  public static Remediations parse(String yaml) {
    Map<String, Object> file = object(YamlJson.parse(yaml), "the file");
    String version = text(file, "apiVersion");
    if (!version.equals(API_VERSION)) {
      throw new YamlException("apiVersion must be %s, not \"%s\"".formatted(API_VERSION, version));
    }
    text(file, "kind");
    text(object(Json.get(file, "metadata"), "metadata"), "name");
    Object listed = Json.get(object(Json.get(file, "spec"), "spec"), "remediations");
    return new Remediations(
        Objects.requireNonNullElse(list(listed, "spec.remediations"), List.<@Nullable Object>of())
            .stream()
            .map(Remediations::remediation)
            .toList());
  }

  /**
   * Chooses the action number {@code index} against {@code problem}: the first block for the root
   * cause, else for the title, else for {@code default} counts, alone.
   */
  public Choice choose(Problem problem, long index) {
    return Stream.of(problem.rootCause(), problem.title(), DEFAULT)
        .map(this::actions)
        .flatMap(Optional::stream)
        .findFirst()
        .map(actions -> action(actions, problem, index))
        .orElseGet(() -> Choice.none("unable to find action for " + problem.subject()));
  }

  private Optional<List<RemediationAction>> actions(String problemType) {
    return remediations.stream()
        .filter(remediation -> remediation.problemType().equals(problemType))
        .findFirst()
        .map(Remediation::actions);
  }

  private static Choice action(List<RemediationAction> actions, Problem problem, long index) {
    return index >= 0 && index < actions.size()
        ? Choice.of(actions.get((int) index))
        : Choice.none(
            "there is no action with index %d for %s".formatted(index, problem.subject()));
  }

  private static Remediation remediation(@Nullable Object value) {
    Map<String, Object> block = object(value, "a remediation");
    List<@Nullable Object> actions = list(Json.get(block, "actionsOnOpen"), "actionsOnOpen");
    return new Remediation(
        text(block, "problemType"),
        actions == null ? null : actions.stream().map(Remediations::action).toList());
  }

  private static RemediationAction action(@Nullable Object value) {
    Map<String, Object> action = object(value, "an action");
    return new RemediationAction(
        text(action, "name"),
        text(action, "action"),
        text(action, "description"),
        Json.get(action, "value"));
  }

  private static Map<String, Object> object(@Nullable Object value, String what) {
    if (value == null || value instanceof Map) {
      return Json.object(value);
    }
    throw new YamlException(what + " must be a map");
  }

  private static @Nullable List<@Nullable Object> list(@Nullable Object value, String what) {
    if (value == null || value instanceof List) {
      return value == null ? null : Json.list(value);
    }
    throw new YamlException(what + " must be a list");
  }

  /** Reads text; a number or a boolean becomes text. */
  private static String text(Map<String, Object> object, String name) {
    Object value = Json.get(object, name);
    if (value instanceof Map || value instanceof List) {
      throw new YamlException(name + " must be a string");
    }
    return value == null ? "" : value instanceof String text ? text : Json.write(value);
  }
}
