package io.evenkeel.secret;

import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Which scopes there are, by name, and what each lets its service account do (secrets.md §1). */
final class Scopes {

  private final Map<String, Scope> byName;

  private Scopes(Map<String, Scope> byName) {
    this.byName = byName;
  }

  /**
   * Reads {@code scopes.yaml}; the names of members may be written in any case.
   *
   * @throws IllegalArgumentException if it is no such file; the message says why
   */
  static Scopes parse(String yaml) {
    Object document;
    try {
      document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    } catch (YAMLException malformed) {
      throw new IllegalArgumentException(malformed.getMessage(), malformed);
    }
    if (!(Json.get(Json.object(Json.freeze(document)), "Scopes") instanceof Map<?, ?> scopes)) {
      throw new IllegalArgumentException("there is no object named Scopes");
    }
    Map<String, Scope> byName = new TreeMap<>();
    Json.object(scopes).forEach((name, scope) -> byName.put(name, scope(name, scope)));
    return new Scopes(byName);
  }

  Optional<Scope> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Sorted. */
  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  private static Scope scope(String name, @Nullable Object scope) {
    Map<String, Object> capabilities = Json.object(Json.get(Json.object(scope), "Capabilities"));
    return new Scope(
        name,
        capabilities.entrySet().stream()
            .map(member -> new Capability(member.getKey(), permissions(member.getValue())))
            .collect(Collectors.toList()));
  }

  private static List<String> permissions(@Nullable Object capability) {
    return Json.list(Json.get(Json.object(capability), "Permissions")).stream()
        .map(String::valueOf)
        .toList();
  }

  /**
   * A group of secrets and the service account of the same name that reads them.
   *
   * @param capabilities in the order of the file
   */
  record Scope(String name, List<Capability> capabilities) {
    Scope {
      capabilities = List.copyOf(capabilities);
    }
  }

  /**
   * A Kubernetes Role.
   *
   * @param permissions verbs, e.g. {@code get}
   */
  record Capability(String name, List<String> permissions) {
    Capability {
      permissions = List.copyOf(permissions);
    }
  }
}
