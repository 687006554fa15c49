package io.evenkeel.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code abort|pause|resume sequence}. Source: cli.md §4.7. */
abstract class SequenceControl extends Verb {

  @Option(
      names = {"-p", "--project"},
      required = true,
      description = "The project")
  String project;

  @Option(
      names = {"-c", "--keptn-context"},
      required = true,
      paramLabel = "CONTEXT",
      description = "The run, as \"evenkeel get sequences\" shows it")
  String context;

  @Option(
      names = {"-s", "--stage"},
      description = "Only in this stage; in all when missing")
  @Nullable
  String stage;

  private final String state;
  private final String done;

  SequenceControl(String state, String done) {
    this.state = state;
    this.done = done;
  }

  @Override
  protected void run() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("stage", stage == null ? "" : stage);
    body.put("state", state);
    String path = ApiPath.controlPlane("sequence", project, context, "control").toString();
    attempt("%s sequence was unsuccessful. ".formatted(state), () -> api().post(path, body));
    say("Successfully %s sequence".formatted(done));
  }

  /** {@code pause sequence}. */
  @Command(name = "sequence", description = "Hold a run back before its next task.")
  static final class Pause extends SequenceControl {
    Pause() {
      super("pause", "paused");
    }
  }

  /** {@code resume sequence}. */
  @Command(name = "sequence", description = "Let a paused run go on.")
  static final class Resume extends SequenceControl {
    Resume() {
      super("resume", "resumed");
    }
  }

  /** {@code abort sequence}. */
  @Command(name = "sequence", description = "End a run.")
  static final class Abort extends SequenceControl {
    Abort() {
      super("abort", "aborted");
    }
  }
}
