package io.evenkeel.system;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.evenkeel.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart of {@code k8s/chart}, rendered by the embedded Helm as release {@code evenkeel}. */
final class Chart {

  static final Path K8S = Path.of(System.getProperty("evenkeel.home"), "k8s").normalize();
  static final String NAMESPACE = "evenkeel";

  private Chart() {}

  static LintResult lint() {
    return new Helm(K8S.resolve("chart")).lint().strict().call();
  }

  /**
   * Renders to text. A Secret for the token is given first, or the chart would look into a cluster
   * for the one it made up before.
   *
   * @param values each the name of a values file below {@code k8s}, or values as YAML
   * @throws IllegalStateException with Helm's words if the values are refused
   */
  static String text(String... values) {
    TemplateCommand template =
        new Helm(copy()).template().withName("evenkeel").withNamespace(NAMESPACE);
    List<Path> made = new ArrayList<>();
    try {
      made.add(file("apiToken: {existingSecret: given}"));
      template.withValuesFile(made.get(0));
      for (String each : values) {
        if (each.endsWith(".yaml")) {
          template.withValuesFile(K8S.resolve(each));
        } else {
          made.add(file(each));
          template.withValuesFile(made.get(made.size() - 1));
        }
      }
      return template.call();
    } finally {
      made.forEach(path -> path.toFile().delete());
    }
  }

  /** The chart with its test as an ordinary pod: the embedded Helm does not render hooks. */
  private static Path copy() {
    Path chart = K8S.resolve("chart");
    Path copy = Path.of("target", "chart").toAbsolutePath();
    try (Stream<Path> files = Files.walk(chart)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(chart.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.writeString(target, Files.readString(file).replaceAll("helm.sh/hook.*", ""));
      }
      return copy;
    } catch (IOException uncopied) {
      throw new UncheckedIOException(uncopied);
    }
  }

  private static Path file(String yaml) {
    try {
      return Files.writeString(Files.createTempFile("values", ".yaml"), yaml);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Renders to the objects the cluster would get. */
  static List<Map<String, Object>> objects(String... values) {
    Iterable<Object> documents =
        new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text(values));
    return StreamSupport.stream(documents.spliterator(), false)
        .filter(document -> document != null)
        .map(Json::object)
        .toList();
  }

  static List<Map<String, Object>> ofKind(List<Map<String, Object>> objects, String kind) {
    return objects.stream().filter(object -> kind.equals(object.get("kind"))).toList();
  }

  static Map<String, Object> deployment(String... values) {
    return ofKind(objects(values), "Deployment").get(0);
  }

  /** The specifications of all pods: the server's and the test's. */
  static List<Map<String, Object>> pods(List<Map<String, Object>> objects) {
    List<Map<String, Object>> pods = new ArrayList<>();
    ofKind(objects, "Deployment").forEach(object -> pods.add(pod(object)));
    ofKind(objects, "Pod").forEach(object -> pods.add(Json.object(object.get("spec"))));
    return pods;
  }

  static Map<String, Object> pod(Map<String, Object> deployment) {
    return Json.object(at(deployment, "spec", "template", "spec"));
  }

  static Stream<Map<String, Object>> list(Map<String, Object> object, String key) {
    return Json.list(object.get(key)).stream().map(Json::object);
  }

  /** The value at {@code path}; fails if it is not there. */
  static Object at(Map<String, Object> object, String... path) {
    Object value = object;
    for (String key : path) {
      value = Objects.requireNonNull(Json.object(value).get(key), "there is no " + key);
    }
    return value;
  }
}
