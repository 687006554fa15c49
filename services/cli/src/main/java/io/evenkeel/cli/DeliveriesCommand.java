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
 * {@code deliveries list|redrive|drop}: events a subscriber could not deal with, after the last
 * attempt. Ours; reads the API {@code /evenkeel/v1/deliveries}.
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
  @Command(name = "list", description = "List parked deliveries, each with its last error.")
  static final class Show extends Verb {

    @Mixin
    Listing listing;

    @Override
    protected void run() {
      listing.check();
      String path = ApiPath.evenkeel("deliveries").where("pageSize", "100").toString();
      listing.print(this, api().all(path, "deliveries"), "No parked deliveries", "id", Show::table);
    }

    private static Table table(List<Map<String, Object>> deliveries) {
      Table table =
          new Table("ID", "SUBSCRIBER", "PARKED SINCE", "ATTEMPTS", "EVENT", "CONTEXT", "ERROR");
      deliveries.forEach(delivery -> table.row(
          Json.text(delivery.get("id")),
          Json.text(delivery.get("subscriber")),
          Json.text(delivery.get("since")),
          String.valueOf(delivery.get("attempts")),
          Json.text(delivery.get("type")),
          Json.text(delivery.get("keptnContext")),
          oneLine(Json.text(delivery.get("error")))));
      return table;
    }

    private static String oneLine(String error) {
      return error.replaceAll("\\s+", " ").strip();
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
