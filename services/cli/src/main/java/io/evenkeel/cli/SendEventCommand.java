package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * {@code send event --file FILE}: posts an event as it stands in a file. Source: cli.md §4.
 *
 * <p>Attributes the API does not know are dropped, as the original does.
 */
@Command(
    name = "event",
    description = "Send an event from a JSON file, or give an approval.",
    subcommands = {SendApprovalCommand.class, SendEventCommand.StartEvaluation.class})
final class SendEventCommand extends Verb {

  private static final List<String> ATTRIBUTES = List.of(
      "type",
      "source",
      "specversion",
      "id",
      "time",
      "contenttype",
      "shkeptncontext",
      "shkeptnspecversion",
      "triggeredid",
      "gitcommitid",
      "extensions",
      "data");

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The event as JSON")
  @Nullable
  Path file;

  @Override
  protected void run() {
    if (file == null) {
      throw new ParameterException(spec.commandLine(), "required flag(s) \"file\" not set");
    }
    Map<String, Object> event = read(file);
    String context = attempt("Send event was unsuccessful. ", () -> api().publish(event));
    say("ID of Keptn context: " + context);
  }

  private static Map<String, Object> read(Path file) {
    try {
      return known(Json.parseObject(Files.readString(file)));
    } catch (NoSuchFileException missing) {
      throw new CommandFailure("there is no file " + file.toAbsolutePath(), missing);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new CommandFailure(
          "%s does not hold a JSON event: %s".formatted(file, unreadable.getMessage()), unreadable);
    }
  }

  private static Map<String, Object> known(Map<String, Object> event) {
    Map<String, Object> known = new LinkedHashMap<>();
    for (String attribute : ATTRIBUTES) {
      if (event.containsKey(attribute)) {
        known.put(attribute, event.get(attribute));
      }
    }
    return known;
  }

  /** The old name of {@code trigger evaluation}. */
  @Command(name = "start-evaluation", hidden = true, description = "Use trigger evaluation.")
  static final class StartEvaluation extends TriggerEvaluation {}
}
