package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code get integrations [NAME]}: who polls for work. Ours; reads integrations.md §2. */
@Command(
    name = "integrations",
    aliases = "integration",
    description = "List registered integrations, what they subscribe to and when they were seen.")
final class GetIntegrationsCommand extends Verb {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only those of this name")
  @Nullable
  String name;

  @Option(
      names = {"-p", "--project"},
      description = "Only those subscribed to this project")
  @Nullable
  String project;

  @Mixin
  Listing listing;

  @Override
  protected void run() {
    listing.check();
    String path = ApiPath.controlPlane("uniform", "registration")
        .where("name", name)
        .where("project", project)
        .toString();
    List<Map<String, Object>> found = api().list(path);
    Instant now = Instant.now();
    listing.print(
        this, found, "No integrations found", "name", integrations -> table(integrations, now));
  }

  static Table table(List<Map<String, Object>> integrations, Instant now) {
    Table table = new Table("NAME", "VERSION", "HOST", "SEEN", "EVENTS", "ID");
    integrations.forEach(integration -> table.row(
        Json.text(integration.get("name")),
        Json.text(Json.at(integration, "metadata", "integrationversion")),
        Json.text(Json.at(integration, "metadata", "hostname")),
        age(Json.text(Json.at(integration, "metadata", "lastseen")), now),
        events(integration),
        Json.text(integration.get("id"))));
    return table;
  }

  private static String events(Map<String, Object> integration) {
    String events = Json.list(integration.get("subscriptions")).stream()
        .map(subscription -> Json.text(Json.object(subscription).get("event")))
        .map(event -> event.replaceFirst("^sh\\.keptn\\.event\\.", ""))
        .distinct()
        .collect(Collectors.joining(","));
    return events.isEmpty() ? "-" : events;
  }

  private static String age(String time, Instant now) {
    try {
      return Age.of(Duration.between(OffsetDateTime.parse(time).toInstant(), now)) + " ago";
    } catch (DateTimeParseException unreadable) {
      return "-";
    }
  }
}
