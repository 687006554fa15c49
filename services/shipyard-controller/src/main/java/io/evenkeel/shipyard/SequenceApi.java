package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.evenkeel.model.sequence.Input;
import io.evenkeel.model.sequence.Sequence;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Pause, resume and abort.
 *
 * <p>Source: sequences.md §§4.3 to 4.6.
 */
final class SequenceApi {

  private static final ApiResponse DONE = ApiResponse.json(200, Map.of());

  private final Platform platform;
  private final SequenceRunner runner;

  SequenceApi(Platform platform, SequenceRunner runner) {
    this.platform = platform;
    this.runner = runner;
  }

  Future<ApiResponse> control(ApiRequest request) {
    Map<String, Object> body = body(request);
    String state = Json.text(Json.get(body, "state"));
    if (state.isEmpty()) {
      throw new Refusal(
          400,
          "Invalid request format: Key: 'SequenceControlCommand.State' Error:Field"
              + " validation for 'State' failed on the 'required' tag");
    }
    String stage = Json.text(Json.get(body, "stage"));
    Run run = new Run(request.path("project"), request.path("keptnContext"), stage);
    return platform
        .mesh()
        .transaction(runner.inUnit(unit ->
            unit.lock(run.project(), run.context()).compose(alone -> carryOut(state, run, unit))))
        .map(done -> DONE);
  }

  /** Which runs are meant; {@code stage} is {@code ""} for all. */
  private record Run(String project, String context, String stage) {}

  private static Map<String, Object> body(ApiRequest request) {
    try {
      return Json.parseObject(request.body());
    } catch (IllegalArgumentException malformed) {
      throw new Refusal(400, "Invalid request format: " + malformed.getMessage());
    }
  }

  /** A context that is over stays as it is, whatever is asked. */
  private static Future<Void> carryOut(String command, Run run, RunUnit unit) {
    return StateTable.get(unit.client(), run.project(), run.context())
        .compose(known -> known.isEmpty()
            ? Future.succeededFuture()
            : ExecutionTable.open(unit.client(), run.project(), run.context(), "")
                .compose(open -> open.isEmpty() && known.get().pending().isEmpty()
                    ? Future.succeededFuture()
                    : carryOut(command, run, unit, open)));
  }

  private static Future<Void> carryOut(String command, Run run, RunUnit unit, List<Sequence> open) {
    return switch (command) {
      case "pause" -> pause(run, unit, open);
      case "resume" -> resume(run, unit, open);
      case "abort" -> abort(run, unit);
      default -> Future.succeededFuture();
    };
  }

  private static Future<Void> pause(Run run, RunUnit unit, List<Sequence> open) {
    PauseTable.add(unit.client(), run.project(), run.context(), run.stage());
    return show(run, unit, open, "paused")
        .compose(shown -> each(run, unit, sequence -> new Input.PauseRequested(unit.now())));
  }

  private static Future<Void> resume(Run run, RunUnit unit, List<Sequence> open) {
    PauseTable.remove(unit.client(), run.project(), run.context(), run.stage());
    return show(run, unit, open, "started")
        .compose(shown -> each(run, unit, sequence -> new Input.ResumeRequested(unit.now())));
  }

  private static Future<Void> abort(Run run, RunUnit unit) {
    PauseTable.remove(unit.client(), run.project(), run.context(), run.stage());
    return unit.summaries()
        .change(run.project(), run.context(), document -> document.withState("aborted"))
        .compose(shown -> each(run, unit, sequence -> new Input.AbortRequested(unit.now())));
  }

  /** A run that is not paused is not shown as started just because somebody resumes it. */
  private static Future<Void> show(Run run, RunUnit unit, List<Sequence> open, String state) {
    boolean pausing = state.equals("paused");
    boolean changes = open.isEmpty()
        || open.stream()
            .filter(sequence -> run.stage().isEmpty() || isIn(run.stage(), sequence))
            .anyMatch(sequence -> sequence.paused() != pausing);
    return changes
        ? unit.summaries()
            .change(
                run.project(),
                run.context(),
                document -> run.stage().isEmpty()
                    ? document.withState(state)
                    : document.inStage(run.stage(), state))
        : Future.succeededFuture();
  }

  private static boolean isIn(String stage, Sequence sequence) {
    return sequence.identity().stage().equals(stage);
  }

  /**
   * Applies an input to every open run that is meant. Each is read again just before: what happens
   * to one may have changed the next.
   */
  private static Future<Void> each(Run run, RunUnit unit, Function<Sequence, Input> input) {
    return ExecutionTable.open(unit.client(), run.project(), run.context(), run.stage())
        .compose(sequences -> each(sequences, unit, input));
  }

  private static Future<Void> each(
      List<Sequence> sequences, RunUnit unit, Function<Sequence, Input> input) {
    Future<Void> done = Future.succeededFuture();
    for (Sequence listed : sequences) {
      done = done.compose(
              previous -> ExecutionTable.byId(unit.client(), listed.identity().id()))
          .compose(found -> found.isPresent()
              ? unit.apply(found.get(), input.apply(found.get()))
              : Future.succeededFuture());
    }
    return done;
  }
}
