package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The folder {@code ~/.keptn}: the credentials that {@code auth} stores, in the places where the
 * original keeps them without a password store.
 *
 * <p>Source: cli.md §1.3. The file named by {@code KEPTNCONFIG} takes precedence.
 */
final class KeptnHome {

  private final Path config;
  private final String namespace;
  private final @Nullable Path contexts;

  /**
   * @param config path of the configuration file; its folder holds the credentials
   * @param contexts the YAML file named by {@code KEPTNCONFIG}, if any
   */
  KeptnHome(Path config, String namespace, @Nullable Path contexts) {
    this.config = config;
    this.namespace = namespace;
    this.contexts = contexts;
  }

  /** Returns what is stored for the current context, if anything. */
  Optional<Endpoint> credentials() {
    return fromContexts().or(this::fromFile);
  }

  /**
   * Stores credentials, readable only by the user.
   *
   * @throws CommandFailure if the file cannot be written
   */
  void store(Endpoint endpoint) {
    Path file = credentialsFile();
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.deleteIfExists(file);
      createPrivate(file);
      Files.writeString(file, endpoint.api() + "\n" + endpoint.token() + "\n");
    } catch (IOException unwritable) {
      throw new CommandFailure(
          "the credentials could not be stored in %s (%s); choose another folder with --config-file"
              .formatted(file, unwritable),
          unwritable);
    }
  }

  /** Where {@link #store} writes: two lines, address and token. */
  Path credentialsFile() {
    String name = ".keptn__" + currentContext().replace('/', '-') + "__" + namespace;
    return config.resolveSibling(name);
  }

  private Optional<Endpoint> fromFile() {
    Path file = credentialsFile();
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<String> lines = read(file).lines().map(String::strip).toList();
    if (lines.isEmpty() || lines.get(0).isEmpty()) {
      return Optional.empty();
    }
    String token = lines.size() > 1 ? lines.get(1) : "";
    return Optional.of(endpoint(lines.get(0), token, file));
  }

  private Optional<Endpoint> fromContexts() {
    if (contexts == null) {
      return Optional.empty();
    }
    String current = currentContext();
    return Json.list(yaml(contexts).get("contexts")).stream()
        .map(Json::object)
        .filter(entry -> Json.text(entry.get("name")).equals(current))
        .filter(entry -> namespaceOf(entry).equals(namespace))
        .map(entry ->
            endpoint(Json.text(entry.get("endpoint")), Json.text(entry.get("api_token")), contexts))
        .findFirst();
  }

  private static Endpoint endpoint(String address, String token, Path file) {
    return new Endpoint(Endpoint.address(address, false), token, file.toString());
  }

  private static String namespaceOf(Map<String, Object> entry) {
    String namespace = Json.text(entry.get("namespace"));
    return namespace.isEmpty() ? "keptn" : namespace;
  }

  private String currentContext() {
    if (!Files.isRegularFile(config)) {
      return "";
    }
    try {
      return Json.text(Json.parseObject(read(config)).get("current-context"));
    } catch (IllegalArgumentException malformed) {
      throw new CommandFailure(
          "%s is not valid JSON: %s; correct or delete it"
              .formatted(config, malformed.getMessage()),
          malformed);
    }
  }

  private static Map<String, Object> yaml(Path file) {
    try {
      Object value = new Yaml(new SafeConstructor(new LoaderOptions())).load(read(file));
      return Json.object(Json.freeze(value));
    } catch (YAMLException malformed) {
      throw new CommandFailure(
          "%s (named by KEPTNCONFIG) is not valid YAML: %s".formatted(file, malformed.getMessage()),
          malformed);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new CommandFailure("%s could not be read: %s".formatted(file, unreadable), unreadable);
    }
  }

  private static void createPrivate(Path file) throws IOException {
    boolean posix =
        Files.getFileAttributeView(file.toAbsolutePath().getRoot(), PosixFileAttributeView.class)
            != null;
    if (posix) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }
}
