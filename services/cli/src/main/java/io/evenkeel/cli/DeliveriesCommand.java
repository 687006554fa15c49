package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code deliveries list|redrive|drop}: events a subscriber could not deal with, so far or after
 * the last attempt. Ours; reads the API {@code /evenkeel/v1/deliveries}.
 */
@Command(
    name = "deliveries",
    description = "List events that could not be delivered; try them again, or give them up.",
    subcommands = {
      DeliveriesCommand.Show.class,
      DeliveriesCommand.Redrive.class,
      DeliveriesCommand.Drop.class
    })
final class DeliveriesCommand extends Group {

  /** {@code deliveries list}: oldest first. */
  @Command(
      name = "list",
      description = {
        "List parked deliveries, each with its last error.",
        "A delivery that failed and is tried again is listed with --state=retrying or all."
      })
  static final class Show extends Verb {

    private static final String PARKED = "parked";
    private static final Map<String, String> NONE = Map.of(
        PARKED,
        "No parked deliveries",
        "retrying",
        "No deliveries that are tried again",
        "all",
        "No failed deliveries");

    @Option(
        names = "--state",
        paramLabel = "parked|retrying|all",
        defaultValue = PARKED,
        description = "Which of them (${DEFAULT-VALUE})")
    String state;

    @Mixin
    Listing listing;

    @Override
    protected void run() {
      listing.check();
      String none = NONE.get(state);
      if (none == null) {
        throw misuse("--state must be parked, retrying or all");
      }
      boolean parked = state.equals(PARKED);
      String path = ApiPath.evenkeel("deliveries")
          .where("state", parked ? "" : state)
          .where("pageSize", "100")
          .toString();
      listing.print(
          this, api().all(path, "deliveries"), none, "id", parked ? Show::parked : Show::withState);
    }

    private static Table table(Table table, List<String> columns, List<Map<String, Object>> all) {
      all.forEach(delivery -> table.row(columns.stream()
          .map(column -> oneLine(String.valueOf(delivery.getOrDefault(column, ""))))
          .toArray(String[]::new)));
      return table;
    }

    private static Table parked(List<Map<String, Object>> deliveries) {
      return table(
          new Table("ID", "SUBSCRIBER", "PARKED SINCE", "ATTEMPTS", "EVENT", "CONTEXT", "ERROR"),
          List.of("id", "subscriber", "since", "attempts", "type", "keptnContext", "error"),
          deliveries);
    }

    private static Table withState(List<Map<String, Object>> deliveries) {
      return table(
          new Table(
              "ID",
              "STATE",
              "SUBSCRIBER",
              "SINCE",
              "NEXT",
              "ATTEMPTS",
              "EVENT",
              "CONTEXT",
              "ERROR"),
          List.of(
              "id",
              "state",
              "subscriber",
              "since",
              "nextAttempt",
              "attempts",
              "type",
              "keptnContext",
              "error"),
          deliveries);
    }

    private static String oneLine(String cell) {
      return cell.replaceAll("\\s+", " ").strip();
    }
  }

  /** What acts on one delivery. */
  abstract static class Action extends Verb {

    @Parameters(paramLabel = "ID", description = "Its id, see \"evenkeel deliveries list\"")
    String id;

    final void act(String complaint, Supplier<Map<String, Object>> request) {
      Map<String, Object> answer = attempt(complaint, request);
      say("Delivery %s: %s".formatted(id, Json.text(answer.get("message"))));
    }
  }

  /** {@code deliveries redrive ID}. */
  @Command(name = "redrive", description = "Try a parked delivery again at once.")
  static final class Redrive extends Action {

    @Override
    protected void run() {
      String path = ApiPath.evenkeel("deliveries", id, "redrive").toString();
      act("Redrive delivery was unsuccessful. ", () -> api().post(path, null));
    }
  }

  /** {@code deliveries drop ID --reason=WHY}: asks first. */
  @Command(
      name = "drop",
      description = "Give a parked delivery up for good; its subscriber never gets the event.")
  static final class Drop extends Action {

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "WHY",
        description = "Why; it is kept in the audit trail")
    String reason;

    @Override
    protected void run() {
      if (reason.isBlank()) {
        throw misuse("--reason must say why the delivery is given up");
      }
      if (!confirm("Delivery %s is lost for good. Drop it?".formatted(id))) {
        throw new CommandFailure("delivery %s was kept".formatted(id));
      }
      String path = ApiPath.evenkeel("deliveries", id).toString();
      act("Drop delivery was unsuccessful. ", () -> api()
          .delete(path, Map.of("reason", reason.strip())));
    }
  }
}
