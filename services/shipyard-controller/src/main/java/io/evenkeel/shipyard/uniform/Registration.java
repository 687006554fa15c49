package io.evenkeel.shipyard.uniform;

import io.evenkeel.model.Json;
import io.evenkeel.model.sequence.ApiTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An integration: a service outside of the control plane that hears events and answers them.
 *
 * <p>Source: integrations.md §2.
 *
 * @param id hexadecimal SHA-1 of name, namespace and host name
 * @param lastSeen when it last registered or pinged
 * @param expiredAt when it was given up; {@code null} while it is there
 */
public record Registration(
    String id,
    String name,
    String namespace,
    String hostname,
    String location,
    String pod,
    String deployment,
    String integrationVersion,
    String distributorVersion,
    Instant lastSeen,
    @Nullable Instant expiredAt) {

  private static final int LONGEST = 255;

  /**
   * Reads what a client registers; the id follows from it, whatever the client says.
   *
   * @throws IllegalArgumentException if a member has another type
   */
  static Registration fromJson(Map<String, Object> json, Instant now) {
    String name = text(json, "name");
    String namespace = text(json, "metadata", "kubernetesmetadata", "namespace");
    String hostname = text(json, "metadata", "hostname");
    return new Registration(
        idOf(name, namespace, hostname),
        name,
        namespace,
        hostname,
        text(json, "metadata", "location"),
        text(json, "metadata", "kubernetesmetadata", "podname"),
        text(json, "metadata", "kubernetesmetadata", "deploymentname"),
        text(json, "metadata", "integrationversion"),
        text(json, "metadata", "distributorversion"),
        now,
        null);
  }

  private static String text(Map<String, Object> json, String... path) {
    return Body.text(Json.at(json, path), String.join(".", path), LONGEST);
  }

  static String idOf(String name, String namespace, String hostname) {
    try {
      String text = name + "-" + namespace + "-" + hostname;
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  boolean isComplete() {
    return !name.isEmpty() && !namespace.isEmpty() && !hostname.isEmpty();
  }

  boolean isExpired() {
    return expiredAt != null;
  }

  Registration seenAt(Instant time) {
    return new Registration(
        id,
        name,
        namespace,
        hostname,
        location,
        pod,
        deployment,
        integrationVersion,
        distributorVersion,
        time,
        expiredAt);
  }

  /** As clients see it; one that was given up says so in a member {@code expired} of ours. */
  Map<String, @Nullable Object> toJson(List<TaskSubscription> subscriptions) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("name", name);
    json.put("metadata", metadata());
    json.put(
        "subscriptions", subscriptions.stream().map(TaskSubscription::toJson).toList());
    if (expiredAt != null) {
      json.put("expired", Map.of("since", ApiTime.format(expiredAt), "reason", whyExpired()));
    }
    return json;
  }

  /** Why it was given up, for people. */
  String whyExpired() {
    return "%s in namespace %s on %s has not been heard of since %s; its subscriptions are kept and"
            .formatted(name, namespace, hostname, ApiTime.format(lastSeen))
        + " take effect again when it registers";
  }

  private Map<String, Object> metadata() {
    Map<String, Object> kubernetes = new LinkedHashMap<>();
    kubernetes.put("namespace", namespace);
    kubernetes.put("podname", pod);
    kubernetes.put("deploymentname", deployment);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("hostname", hostname);
    metadata.put("integrationversion", integrationVersion);
    metadata.put("distributorversion", distributorVersion);
    metadata.put("location", location);
    metadata.put("kubernetesmetadata", kubernetes);
    metadata.put("lastseen", ApiTime.format(lastSeen));
    return metadata;
  }
}
