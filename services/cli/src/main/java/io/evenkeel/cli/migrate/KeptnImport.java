package io.evenkeel.cli.migrate;

import io.evenkeel.cli.Api;
import io.evenkeel.cli.ApiException;
import io.evenkeel.cli.ApiPath;
import io.evenkeel.cli.CommandFailure;
import io.evenkeel.model.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Moves projects with what belongs to them from an installation with Keptn's API to an Evenkeel.
 * Everything that is here already is left alone, so it may be done again; what an interrupted
 * import had done is not looked at again.
 *
 * @param source where everything comes from; nothing is changed there
 * @param projects the only ones wanted; empty for all
 * @param history whether past events and runs are wanted
 * @param stateFile what was done is noted in, until everything is
 */
public record KeptnImport(
    Api source, Api target, Set<String> projects, boolean history, boolean dryRun, Path stateFile) {

  private static final int NOT_FOUND = 404;

  public KeptnImport {
    projects = Set.copyOf(projects);
  }

  /**
   * Does it, telling {@code out} about every step.
   *
   * @return whether everything was moved that can be
   * @throws CommandFailure if one of the servers is none or does not let us in
   * @throws ApiException if one of them stops answering; the same import can then be done again
   */
  public boolean run(Consumer<String> out) {
    String from = source.endpoint().api().toString();
    String to = target.endpoint().api().toString();
    if (from.equals(to)) {
      throw new CommandFailure("%s cannot be imported into itself".formatted(from)
          + "; choose the target with --context or EVENKEEL_ENDPOINT");
    }
    checkTarget();
    List<Map<String, Object>> chosen = chosen();
    Ledger ledger = Ledger.open(stateFile, from, to);
    Report report = new Report(out, dryRun);
    report.progress("Importing %d projects from %s into %s".formatted(chosen.size(), from, to));
    if (!ledger.isNew()) {
      report.progress("Going on after %d steps of an earlier import (%s)"
          .formatted(ledger.steps().size(), stateFile));
    }
    try {
      carryOut(chosen, new Steps(ledger, report));
    } catch (ApiException interrupted) {
      throw new CommandFailure(
          interrupted.getMessage() + ". Nothing is lost: the same command will go on where it was",
          interrupted);
    }
    report.conclude();
    if (!dryRun) {
      ledger.close();
    }
    return report.isComplete();
  }

  private void carryOut(List<Map<String, Object>> chosen, Steps steps) {
    Report report = steps.report();
    Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    ProjectImport work = new ProjectImport(source, target, report);
    HistoryImport past = new HistoryImport(source, target, report);
    IntegrationImport uniform = new IntegrationImport(source, target, report);
    for (Map<String, Object> project : chosen) {
      String name = ProjectImport.name(project);
      if (steps.isDone("project", name) || work.project(project)) {
        steps.noteIfNew("project", name);
        steps.run("services", name, () -> work.services(project));
        steps.run("files", name, () -> work.files(project));
        if (history) {
          steps.run("events", name, () -> past.events(name, start));
          steps.run("runs", name, () -> past.runs(name));
        }
      }
    }
    Set<String> names = chosen.stream().map(ProjectImport::name).collect(Collectors.toSet());
    uniform.subscriptions(names);
    uniform.secrets();
  }

  private List<Map<String, Object>> chosen() {
    List<Map<String, Object>> all =
        source.all(ApiPath.controlPlane("project").where("pageSize", "50").toString(), "projects");
    Set<String> missing = new TreeSet<>(projects);
    all.forEach(project -> missing.remove(ProjectImport.name(project)));
    if (!missing.isEmpty()) {
      throw new CommandFailure("there is no project %s at %s; it has: %s"
          .formatted(
              String.join(", ", missing),
              source.endpoint().api(),
              all.stream().map(ProjectImport::name).collect(Collectors.joining(", "))));
    }
    return all.stream()
        .filter(project -> projects.isEmpty() || projects.contains(ProjectImport.name(project)))
        .toList();
  }

  private void checkTarget() {
    Map<String, Object> token;
    try {
      token = target.get(ApiPath.evenkeel("tokens", "self").toString());
    } catch (ApiException refused) {
      if (refused.status() != NOT_FOUND) {
        throw refused;
      }
      throw new CommandFailure(
          "%s is not an Evenkeel; the import goes from --endpoint to the"
                  .formatted(target.endpoint().api())
              + " current context (--context, EVENKEEL_ENDPOINT)",
          refused);
    }
    if (!Json.list(token.get("scopes")).contains("admin")) {
      throw new CommandFailure(
          "the token for %s needs the scope admin to store past events; it has %s"
              .formatted(target.endpoint().api(), Json.list(token.get("scopes"))));
    }
  }

  /** Steps of projects, each done once. */
  private record Steps(Ledger ledger, Report report) {

    boolean isDone(String kind, String project) {
      return ledger.isDone(kind + "/" + project);
    }

    void noteIfNew(String kind, String project) {
      if (!report.isDryRun() && !isDone(kind, project)) {
        ledger.note(kind + "/" + project);
      }
    }

    void run(String kind, String project, Runnable step) {
      if (!isDone(kind, project)) {
        step.run();
        noteIfNew(kind, project);
      }
    }
  }
}
