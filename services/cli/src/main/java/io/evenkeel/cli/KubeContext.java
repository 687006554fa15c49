package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Asks whether to go with the user to another cluster: credentials are stored by the context of
 * {@code kubectl}, as the original does. Only for those who have {@code kube_context_check} in
 * their configuration, as the original writes it. Source: cli.md §1.3.
 */
final class KubeContext {

  private KubeContext() {}

  /** Takes note of the present context if the user wants it. */
  static void follow(Verb verb, Map<String, String> environment) {
    KeptnConfig config = verb.cli().keptnHome(null).config();
    if (!config.asksForContext()) {
      return;
    }
    Optional<String> present = present(environment, verb.cli().home());
    if (present.isEmpty()) {
      verb.warn("* Warning: there is no Kubernetes configuration with a current context;"
          + " \"evenkeel set config KubeContextCheck false\" ends this check");
    } else if (!present.get().equals(config.currentContext())) {
      verb.say("Kube context has been changed to " + present.get());
      if (verb.confirm("Do you want to use the server of this context?")) {
        config.put(KeptnConfig.CURRENT_CONTEXT, present.get());
      }
    }
  }

  /** The {@code current-context} of the first file of {@code KUBECONFIG} that names one. */
  private static Optional<String> present(Map<String, String> environment, Path home) {
    String named = environment.getOrDefault("KUBECONFIG", "");
    Stream<Path> files = named.isBlank()
        ? Stream.of(home.resolve(".kube").resolve("config"))
        : Arrays.stream(named.split(File.pathSeparator, -1))
            .filter(file -> !file.isBlank())
            .map(Path::of);
    return files
        .filter(Files::isRegularFile)
        .map(KubeContext::current)
        .filter(context -> !context.isEmpty())
        .findFirst();
  }

  private static String current(Path file) {
    try {
      Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      return Json.text(Json.object(Json.freeze(yaml)).get("current-context"));
    } catch (IOException | YAMLException unreadable) {
      return "";
    }
  }
}
