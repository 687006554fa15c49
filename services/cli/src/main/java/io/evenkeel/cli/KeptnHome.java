package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

  private static final String PREFIX = ".keptn__";

  private final KeptnConfig config;
  private final String context;
  private final String namespace;
  private final @Nullable Path contexts;

  /**
   * @param config its folder holds the credentials
   * @param context whose credentials these are; {@code null} for the configuration's current one
   * @param contexts the YAML file named by {@code KEPTNCONFIG}, if any
   */
  KeptnHome(
      KeptnConfig config, @Nullable String context, String namespace, @Nullable Path contexts) {
    this.config = config;
    this.context = context == null ? config.currentContext() : context;
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

  KeptnConfig config() {
    return config;
  }

  /** The context these credentials belong to; {@code ""} is the one without a name. */
  String context() {
    return context;
  }

  /** Returns the contexts that have credentials, sorted. */
  List<String> contexts() {
    Stream<String> named = contexts == null
        ? Stream.of()
        : entries(contexts).map(entry -> Json.text(entry.get("name")));
    return Stream.concat(named, storedContexts()).distinct().sorted().toList();
  }

  private Stream<String> storedContexts() {
    String suffix = "__" + namespace;
    String[] files = Optional.ofNullable(
            config.file().toFile().getAbsoluteFile().getParentFile().list())
        .orElse(new String[0]);
    return Arrays.stream(files)
        .filter(file -> file.startsWith(PREFIX) && file.endsWith(suffix))
        .filter(file -> file.length() >= PREFIX.length() + suffix.length())
        .map(file -> file.substring(PREFIX.length(), file.length() - suffix.length()));
  }

  /** Forgets the stored credentials; says whether there were any. */
  boolean delete() {
    try {
      return Files.deleteIfExists(credentialsFile());
    } catch (IOException undeletable) {
      throw new CommandFailure(
          "%s could not be deleted: %s".formatted(credentialsFile(), undeletable), undeletable);
    }
  }

  /** Where {@link #store} writes: two lines, address and token. */
  Path credentialsFile() {
    return config.file().resolveSibling(PREFIX + context.replace('/', '-') + "__" + namespace);
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
    return entries(contexts)
        .filter(entry -> Json.text(entry.get("name")).equals(context))
        .map(entry ->
            endpoint(Json.text(entry.get("endpoint")), Json.text(entry.get("api_token")), contexts))
        .findFirst();
  }

  private static Endpoint endpoint(String address, String token, Path file) {
    return new Endpoint(Endpoint.address(address, false), token, file.toString());
  }

  private Stream<Map<String, Object>> entries(Path file) {
    return Json.list(yaml(file).get("contexts")).stream()
        .map(Json::object)
        .filter(entry -> namespaceOf(entry).equals(namespace));
  }

  private static String namespaceOf(Map<String, Object> entry) {
    String namespace = Json.text(entry.get("namespace"));
    return namespace.isEmpty() ? "keptn" : namespace;
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

  /** Makes a file that only its owner may read, where there is such a thing. */
  static void createPrivate(Path file) throws IOException {
    boolean posix =
        Files.getFileAttributeView(file.toAbsolutePath().getRoot(), PosixFileAttributeView.class)
            != null;
    if (posix) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }
}
