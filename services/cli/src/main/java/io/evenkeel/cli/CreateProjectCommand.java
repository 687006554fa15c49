package io.evenkeel.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code create project NAME --shipyard=FILE|URL}.
 *
 * <p>Source: cli.md §3. Unlike the original, git flags are sent whenever they are given, also to a
 * server that would provide a repository of its own.
 */
@Command(name = "project", description = "Create a project from its shipyard.")
final class CreateProjectCommand extends Verb {

  @Parameters(arity = "0..*", paramLabel = "PROJECTNAME", description = "The project's name")
  List<String> names = new ArrayList<>();

  @Option(
      names = {"-s", "--shipyard"},
      required = true,
      paramLabel = "FILE|URL",
      description = "The shipyard: stages, sequences and tasks")
  String shipyard;

  @Mixin
  GitOptions git;

  @Override
  protected void run() {
    String name = only(names, "PROJECTNAME");
    say("Starting to create project");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    body.put("shipyard", base64(new SourceText("shipyard file").read(shipyard)));
    Api api = api();
    if (needsRepository(api) || git.given()) {
      git.check();
      body.put("gitCredentials", git.credentials());
    }
    attempt(
        "Create project was unsuccessful.\n",
        () -> api.post(ApiPath.controlPlane("project").toString(), body));
    say("Project created successfully");
  }

  private static boolean needsRepository(Api api) {
    Object provided = attempt("Unable to fetch metadata: ", () -> api.get("/v1/metadata"))
        .get("automaticprovisioning");
    return !Boolean.TRUE.equals(provided);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
