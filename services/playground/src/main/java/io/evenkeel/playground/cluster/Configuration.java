package io.evenkeel.playground.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.playground.cluster.store.Kind;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.ObjectStore;
import io.evenkeel.playground.cluster.store.Tree;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** ConfigMaps and Secrets as the pods of one namespace read them. */
final class Configuration {

  private final ObjectStore store;
  private final String namespace;

  Configuration(ObjectStore store, String namespace) {
    this.store = store;
    this.namespace = namespace;
  }

  /**
   * The entries of the object {@code reference} names; empty if it is missing but optional.
   *
   * @param nameMember the member of {@code reference} with the name
   * @throws NotReadyException if it is missing
   */
  Map<String, byte[]> entries(Kind kind, JsonNode reference, String nameMember) {
    String name = reference.path(nameMember).asText();
    Optional<KubeObject> found = store.find(kind, namespace, name);
    if (found.isEmpty() && !reference.path("optional").asBoolean()) {
      throw new NotReadyException("%s \"%s\" not found".formatted(kind.singular(), name));
    }
    return found.map(Configuration::content).orElse(Map.of());
  }

  /**
   * The entry that a {@code configMapKeyRef} or {@code secretKeyRef} names; empty if it is missing
   * but optional.
   *
   * @throws NotReadyException if it is missing
   */
  Optional<String> entry(Kind kind, JsonNode reference) {
    String key = reference.path("key").asText();
    byte[] value = entries(kind, reference, "name").get(key);
    if (value == null && !reference.path("optional").asBoolean()) {
      throw new NotReadyException("couldn't find key %s in %s %s/%s"
          .formatted(key, kind.name(), namespace, reference.path("name").asText()));
    }
    return Optional.ofNullable(value).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static Map<String, byte[]> content(KubeObject object) {
    Map<String, byte[]> content = new LinkedHashMap<>();
    boolean secret = object.kind().equals(Kinds.SECRET);
    Tree.texts(object.json().path("data"))
        .forEach((key, text) ->
            content.put(key, secret ? decode(text) : text.getBytes(StandardCharsets.UTF_8)));
    Tree.texts(object.json().path("binaryData"))
        .forEach((key, text) -> content.put(key, decode(text)));
    return content;
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
