package io.evenkeel.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code generate support-archive}: what somebody needs who helps, in a zip file. A step that fails
 * is recorded in its place and does not stop the others. Source: cli.md §6.
 */
@Command(
    name = "support-archive",
    description = "Collect versions, projects, integrations and the cluster's state in a zip.")
final class SupportArchiveCommand extends Verb {

  private static final List<String> KINDS =
      List.of("pods", "deployments", "services", "ingresses", "events", "jobs", "configmaps");

  @Option(
      names = "--dir",
      defaultValue = "./support-archive",
      paramLabel = "DIR",
      description = "Where to (${DEFAULT-VALUE})")
  Path folder = Path.of("support-archive");

  @Override
  protected void run() {
    String stamp = Instant.now().toString().replaceAll("[^0-9TZ]", "");
    Path file = folder.resolve("keptn-support-archive-%s.zip".formatted(stamp));
    try {
      Files.createDirectories(folder);
      try (OutputStream out = Files.newOutputStream(file);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Map.Entry<String, Supplier<String>> step : steps().entrySet()) {
          zip.putNextEntry(new ZipEntry(step.getKey()));
          zip.write(result(step.getValue()).getBytes(StandardCharsets.UTF_8));
          zip.closeEntry();
        }
      }
    } catch (IOException unwritable) {
      throw new CommandFailure(
          "%s could not be written: %s; choose another folder with --dir"
              .formatted(file, unwritable),
          unwritable);
    }
    say("Support archive written to " + file);
  }

  private Map<String, Supplier<String>> steps() {
    Api api = api();
    Map<String, Supplier<String>> steps = new LinkedHashMap<>();
    steps.put("cli-version.txt", VersionCommand::own);
    steps.put("metadata.json", () -> pretty(api.get("/v1/metadata")));
    steps.put("projects.json", () -> pretty(projects(api)));
    steps.put(
        "integrations.json",
        () -> pretty(api.list(ApiPath.controlPlane("uniform", "registration").toString())));
    for (String kind : KINDS) {
      steps.put("kubectl/%s.txt".formatted(kind), () -> kubectl("get", kind, "-o", "wide"));
    }
    steps.put("kubectl/pods-description.txt", () -> kubectl("describe", "pods"));
    return steps;
  }

  private static Object projects(Api api) {
    return api.all(ApiPath.controlPlane("project").toString(), "projects");
  }

  private String kubectl(String... arguments) {
    Kubectl kubectl =
        cli().kubectl().orElseThrow(() -> new CommandFailure("there is no kubectl in the PATH"));
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "-n";
    all[arguments.length + 1] = cli().namespace;
    return kubectl.run(all);
  }

  private static String pretty(Object value) {
    return PrettyJson.write(value, "  ");
  }

  private static String result(Supplier<String> step) {
    try {
      return step.get();
    } catch (ApiException | CommandFailure failed) {
      return "Error: " + failed.getMessage() + "\n";
    }
  }
}
