package io.evenkeel.playground.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Kind;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.ObjectStore;
import io.evenkeel.playground.cluster.store.Tree;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The volumes of a pod as directories of this machine; hides the blocking file system. */
final class Volumes {

  private final Vertx vertx;
  private final ObjectStore store;
  private final PodFiles files;
  private final Path claims;

  /** Keeps a pod's own volumes in {@code files}, and those that outlive it in {@code claims}. */
  Volumes(Vertx vertx, ObjectStore store, PodFiles files, Path claims) {
    this.vertx = vertx;
    this.store = store;
    this.files = files;
    this.claims = claims;
  }

  /**
   * Makes and fills the volumes of {@code pod}; by name of the volume. Fails with a
   * {@link NotReadyException} if one refers to what is not there.
   */
  Future<Map<String, Path>> prepare(KubeObject pod) {
    Map<String, Path> paths = new LinkedHashMap<>();
    Map<Path, byte[]> files = new LinkedHashMap<>();
    try {
      for (ObjectNode volume : Tree.objects(pod.spec().path("volumes"))) {
        Path path = path(pod, volume);
        paths.put(volume.path("name").asText(), path);
        content(pod, volume).forEach((name, bytes) -> files.put(inside(path, name), bytes));
      }
    } catch (NotReadyException missing) {
      return Future.failedFuture(missing);
    }
    return vertx.executeBlocking(() -> write(paths, files));
  }

  /**
   * Where the mounts of {@code container} lead, by their path in the container.
   *
   * @param volumes what {@link #prepare} made
   */
  static Map<String, Path> mounts(ObjectNode container, Map<String, Path> volumes) {
    Map<String, Path> mounts = new LinkedHashMap<>();
    for (ObjectNode mount : Tree.objects(container.path("volumeMounts"))) {
      Path volume = volumes.get(mount.path("name").asText());
      if (volume != null) {
        String subPath = mount.path("subPath").asText("");
        mounts.put(mount.path("mountPath").asText(), inside(volume, subPath));
      }
    }
    return mounts;
  }

  private Path path(KubeObject pod, ObjectNode volume) {
    if (!volume.has("persistentVolumeClaim")) {
      return files.volume(pod.uid(), volume.path("name").asText());
    }
    String claim = volume.path("persistentVolumeClaim").path("claimName").asText();
    if (store.find(Kinds.PERSISTENT_VOLUME_CLAIM, pod.namespace(), claim).isEmpty()) {
      throw new NotReadyException("persistentvolumeclaim \"%s\" not found".formatted(claim));
    }
    return claims.resolve(pod.namespace()).resolve(claim);
  }

  private Map<String, byte[]> content(KubeObject pod, ObjectNode volume) {
    Configuration configuration = new Configuration(store, pod.namespace());
    if (volume.has("configMap")) {
      return pick(configuration, Kinds.CONFIG_MAP, volume.path("configMap"), "name");
    }
    if (volume.has("secret")) {
      return pick(configuration, Kinds.SECRET, volume.path("secret"), "secretName");
    }
    if (volume.has("downwardAPI")) {
      return downward(pod, volume.path("downwardAPI"));
    }
    if (volume.has("projected")) {
      return projected(pod, configuration, volume.path("projected").path("sources"));
    }
    if (volume.has("emptyDir") || volume.has("persistentVolumeClaim") || volume.size() == 1) {
      return Map.of();
    }
    throw new NotReadyException(
        "the playground has no volumes of this type: %s; use an emptyDir".formatted(volume));
  }

  private static Map<String, byte[]> projected(
      KubeObject pod, Configuration configuration, JsonNode sources) {
    Map<String, byte[]> content = new LinkedHashMap<>();
    for (ObjectNode source : Tree.objects(sources)) {
      if (source.has("configMap")) {
        content.putAll(pick(configuration, Kinds.CONFIG_MAP, source.path("configMap"), "name"));
      }
      if (source.has("secret")) {
        content.putAll(pick(configuration, Kinds.SECRET, source.path("secret"), "name"));
      }
      if (source.has("downwardAPI")) {
        content.putAll(downward(pod, source.path("downwardAPI")));
      }
    }
    return content;
  }

  private static Map<String, byte[]> pick(
      Configuration configuration, Kind kind, JsonNode source, String nameMember) {
    Map<String, byte[]> all = configuration.entries(kind, source, nameMember);
    List<ObjectNode> items = Tree.objects(source.path("items"));
    if (items.isEmpty()) {
      return all;
    }
    Map<String, byte[]> picked = new LinkedHashMap<>();
    for (ObjectNode item : items) {
      byte[] value = all.get(item.path("key").asText());
      if (value == null) {
        throw new NotReadyException(
            "references non-existent config key: " + item.path("key").asText());
      }
      picked.put(item.path("path").asText(), value);
    }
    return picked;
  }

  private static Map<String, byte[]> downward(KubeObject pod, JsonNode source) {
    Map<String, byte[]> content = new LinkedHashMap<>();
    for (ObjectNode item : Tree.objects(source.path("items"))) {
      String field = item.path("fieldRef").path("fieldPath").asText();
      String value = PodFields.value(pod, field)
          .orElseThrow(() -> new NotReadyException("pods have no field " + field));
      content.put(item.path("path").asText(), value.getBytes(StandardCharsets.UTF_8));
    }
    return content;
  }

  private static Path inside(Path volume, String name) {
    Path path = volume.resolve(name).normalize();
    if (!path.startsWith(volume)) {
      throw new NotReadyException("\"%s\" leads out of its volume".formatted(name));
    }
    return path;
  }

  private static Map<String, Path> write(Map<String, Path> paths, Map<Path, byte[]> files)
      throws IOException {
    for (Path path : paths.values()) {
      Files.createDirectories(path);
    }
    for (var file : files.entrySet()) {
      Files.createDirectories(file.getKey().toAbsolutePath().getParent());
      Files.write(file.getKey(), file.getValue());
    }
    return paths;
  }
}
