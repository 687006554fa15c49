package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code doctor}: looks at what commonly goes wrong, one line each, with what to do about it. */
@Command(
    name = "doctor",
    description = "Check this computer's settings, the server and its integrations.")
final class DoctorCommand extends Verb {

  private static final Duration UNSEEN = Duration.ofMinutes(2);

  private boolean failed;

  @Override
  protected void run() {
    report("ok", "Java %s, command line %s".formatted(Runtime.version(), VersionCommand.own()));
    credentials();
    Endpoint endpoint = cli().findEndpoint();
    report("ok", "server %s (from %s)".formatted(endpoint.api(), endpoint.origin()));
    if (endpoint.token().isEmpty()) {
      report("warning", "no token is set: give one with \"evenkeel auth\" or EVENKEEL_API_TOKEN");
    }
    server(new Api(endpoint));
    if (failed) {
      exitWith(ExitStatus.FAIL);
    }
  }

  private void credentials() {
    Path file = cli().keptnHome().credentialsFile();
    if (!Files.exists(file)) {
      return;
    }
    try {
      boolean isPrivate = Files.getPosixFilePermissions(file).stream()
          .allMatch(permission -> permission.name().startsWith("OWNER"));
      report(
          isPrivate ? "ok" : "warning",
          isPrivate
              ? "credentials in %s are only yours".formatted(file)
              : "others can read the token in %s: chmod 600 it".formatted(file));
    } catch (IOException | UnsupportedOperationException unknown) {
      report("warning", "the rights of %s are not known: %s".formatted(file, unknown));
    }
  }

  private void server(Api api) {
    if (!check(
            "metadata", () -> "version " + Json.text(api.get("/v1/metadata").get("keptnversion")))
        || !check("token", () -> token(api))) {
      return;
    }
    check("projects", () -> "%d projects".formatted(projects(api)));
    check("integrations", () -> integrations(api));
  }

  private static String token(Api api) {
    api.post("/v1/auth", null);
    return "the token is accepted";
  }

  private static int projects(Api api) {
    return api.all(ApiPath.controlPlane("project").toString(), "projects").size();
  }

  private String integrations(Api api) {
    List<Map<String, Object>> all =
        api.list(ApiPath.controlPlane("uniform", "registration").toString());
    Instant now = Instant.now();
    all.stream()
        .filter(integration -> isUnseen(integration, now))
        .forEach(integration -> report(
            "warning",
            "integration %s was last seen at %s: is it running?"
                .formatted(
                    Json.text(integration.get("name")),
                    Json.text(Json.at(integration, "metadata", "lastseen")))));
    return "%d integrations".formatted(all.size());
  }

  private static boolean isUnseen(Map<String, Object> integration, Instant now) {
    try {
      String seen = Json.text(Json.at(integration, "metadata", "lastseen"));
      return OffsetDateTime.parse(seen).toInstant().plus(UNSEEN).isBefore(now);
    } catch (DateTimeParseException unknown) {
      return false;
    }
  }

  private boolean check(String what, Supplier<String> question) {
    try {
      report("ok", question.get());
      return true;
    } catch (ApiException refused) {
      report("error", what + ": " + refused.getMessage());
      failed = true;
      return false;
    }
  }

  private void report(String level, String text) {
    say("%-8s%s".formatted(level, text));
  }
}
