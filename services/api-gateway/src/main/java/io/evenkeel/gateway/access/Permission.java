package io.evenkeel.gateway.access;

import io.evenkeel.gateway.contract.Operation;
import io.evenkeel.gateway.contract.Scope;
import io.evenkeel.kit.Refusal;
import java.util.stream.Collectors;

/** Whether a caller may do something; refused with 403 and what would be needed. Pure. */
public final class Permission {

  private Permission() {}

  /** Whether the caller has the operation's scope, for all projects. */
  public static boolean isGiven(Caller caller, Operation operation) {
    return operation.scope().map(caller::may).orElse(true) && !caller.isLimited();
  }

  /** Throws a {@link Refusal} unless the caller has the operation's scope. */
  public static void checkScope(Caller caller, Operation operation) {
    operation.scope().filter(needed -> !caller.may(needed)).ifPresent(needed -> {
      throw new Refusal(
          403,
          "%s needs a token with scope %s; the token \"%s\" has %s"
              .formatted(operation.id(), needed.word(), caller.name(), words(caller)));
    });
  }

  /**
   * Throws a {@link Refusal} if the caller's token is for other projects. A request that names no
   * project could concern any, so such a token does not reach it.
   *
   * @param project the one the request names, {@code ""} for none
   */
  public static void checkProject(Caller caller, Operation operation, String project) {
    boolean free = !caller.isLimited() || operation.scope().isEmpty();
    if (free || caller.projects().contains(project)) {
      return;
    }
    String named = project.isEmpty()
        ? "%s names no project here; add one, or use a token for all projects"
            .formatted(operation.id())
        : "this request concerns project " + project;
    throw new Refusal(
        403,
        "the token \"%s\" is limited to %s: %s".formatted(caller.name(), projects(caller), named));
  }

  private static String projects(Caller caller) {
    String names = caller.projects().stream().sorted().collect(Collectors.joining(", "));
    return caller.projects().size() == 1 ? "project " + names : "the projects " + names;
  }

  private static String words(Caller caller) {
    return caller.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(", "));
  }
}
