package io.evenkeel.cli;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code describe sequence --project=P --keptn-context=C}: its tasks, and what it waits for. */
@Command(
    name = "sequence",
    description = "Show a run: its tasks, how long they took, what it waits for, why it failed.")
final class DescribeSequenceCommand extends Verb {

  @Parameters(arity = "0..1", paramLabel = "CONTEXT", description = "The run's Keptn context")
  @Nullable
  String argument;

  @Mixin
  ProjectRun which;

  @Mixin
  RunWait end;

  @Override
  protected int failureStatus() {
    return end.failureStatus();
  }

  @Override
  protected void run() {
    String wanted = argument == null ? which.context : argument;
    if (wanted == null) {
      throw misuse("required argument CONTEXT not set");
    }
    Run run = new Run(api(), which.project, wanted);
    if (end.wait) {
      exitWith(end.follow(this, run, () -> {}));
    }
    describe(run);
  }

  private void describe(Run run) {
    Map<String, Object> summary = run.summary()
        .orElseThrow(() -> new CommandFailure(
            "there is no run %s in project %s; \"evenkeel get sequences --project=%s\" lists them"
                .formatted(run.context(), which.project, which.project)));
    List<KeptnEvent> events = run.events();
    say("Sequence:  " + Json.text(summary.get("name")));
    say("Service:   " + Json.text(summary.get("service")));
    say("Context:   " + run.context());
    say("State:     " + Json.text(summary.get("state")));
    say("Triggered: " + Json.text(summary.get("time")));
    say("");
    TaskTable.of(events, Instant.now()).lines().forEach(this::say);
    section("Waits for", WaitingFor.lines(summary, Instant.now()));
    section("Failed", Run.failures(events).stream().map(Run::reason).toList());
  }

  private void section(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      say("");
      say(title + ":");
      lines.forEach(line -> say("  " + line));
    }
  }
}
