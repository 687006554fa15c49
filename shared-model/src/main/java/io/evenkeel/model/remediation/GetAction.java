package io.evenkeel.model.remediation;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.yaml.YamlException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code get-action} task: which action of the list is asked for, and the data that answers.
 *
 * <p>Source: remediation.md §2, §4. An action that was found is always answered with
 * {@code succeeded} and {@code pass} (R1), a negative index is an index that does not exist (R6).
 */
public record GetAction(KeptnEvent triggered, Problem problem, long index) {

  /** The name of the task, and of the block it adds to the data. */
  public static final String TASK = "get-action";

  private static final String INDEX = "actionIndex";
  private static final String NOT_DECODABLE = "Could not decode input event data";

  /**
   * Reads the data of {@code get-action.triggered}.
   *
   * @throws IllegalArgumentException if a member has the wrong type
   */
  public static GetAction of(KeptnEvent triggered) {
    Map<String, Object> data = triggered.data();
    String wrong = CommonData.typeError(data);
    if (!wrong.isEmpty() || !hasReadableProblem(data)) {
      throw new IllegalArgumentException(NOT_DECODABLE);
    }
    return new GetAction(triggered, Problem.of(data), index(data));
  }

  /** Data of {@code finished} when {@code remediation.yaml} was read. */
  public Map<String, Object> finished(String remediationYaml) {
    try {
      Choice choice = Remediations.parse(remediationYaml).choose(problem, index);
      return choice.action().map(this::found).orElseGet(() -> notFound(choice.reason()));
    } catch (YamlException malformed) {
      return errored(
          triggered,
          "Could not parse remediation.yaml file. Please validate it against the specification.");
    }
  }

  /** Data of {@code finished} when {@code remediation.yaml} is missing or cannot be read. */
  public Map<String, Object> fileMissing() {
    return errored(
        triggered,
        "Could not get remediation.yaml file for services %s in stage %s."
            .formatted(triggered.service(), triggered.stage()));
  }

  /** Data of {@code finished} when the data of {@code triggered} cannot be read. */
  public static Map<String, Object> notDecodable(KeptnEvent triggered) {
    return errored(triggered, NOT_DECODABLE);
  }

  private Map<String, Object> found(RemediationAction action) {
    Map<String, Object> data = answer("succeeded", "pass");
    data.put("action", action.toMap());
    data.put(TASK, Map.of(INDEX, index + 1));
    return data;
  }

  private Map<String, Object> notFound(String reason) {
    Map<String, Object> data = answer("succeeded", "fail");
    data.put("message", reason);
    return data;
  }

  private Map<String, Object> answer(String status, String result) {
    Map<String, Object> data = CommonData.scope(triggered);
    data.put("status", status);
    data.put("result", result);
    return data;
  }

  private static Map<String, Object> errored(KeptnEvent triggered, String message) {
    Map<String, Object> data = CommonData.scope(triggered);
    data.put("status", "errored");
    data.put("result", "fail");
    data.put("message", message);
    return data;
  }

  private static boolean hasReadableProblem(Map<String, Object> data) {
    Object problem = Json.get(data, "problem");
    return problem == null
        || (problem instanceof Map
            && isText(Json.at(data, "problem", "problemTitle"))
            && isText(Json.at(data, "problem", "rootCause")));
  }

  private static boolean isText(@Nullable Object value) {
    return value == null || value instanceof String;
  }

  private static long index(Map<String, Object> data) {
    Object block = Json.get(data, TASK);
    if (block != null && !(block instanceof Map)) {
      throw new IllegalArgumentException(NOT_DECODABLE);
    }
    Object index = Json.at(data, TASK, INDEX);
    if (index == null) {
      return 0;
    }
    if (index instanceof Number number && number.doubleValue() == number.longValue()) {
      return number.longValue();
    }
    throw new IllegalArgumentException(NOT_DECODABLE);
  }
}
