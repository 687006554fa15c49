package io.evenkeel.gateway.access;

import io.evenkeel.gateway.contract.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A token as the server keeps it. Times are epoch milliseconds, 0 for never.
 *
 * @param hash SHA-256 of the token, hexadecimal
 * @param createdBy name of the token that made it
 */
public record StoredToken(
    String id,
    String name,
    String hash,
    Set<Scope> scopes,
    Set<String> projects,
    long createdAt,
    String createdBy,
    long expiresAt,
    long lastUsedAt,
    long revokedAt) {

  public StoredToken {
    scopes = Set.copyOf(scopes);
    projects = Set.copyOf(projects);
  }

  /** Whether {@code given} is this token; takes the same time for every wrong one. */
  public boolean is(TokenText given) {
    return MessageDigest.isEqual(ascii(hash), ascii(given.hash()));
  }

  public boolean isRevoked() {
    return revokedAt > 0;
  }

  public boolean isExpired(long nowMillis) {
    return expiresAt > 0 && expiresAt <= nowMillis;
  }

  public Caller caller() {
    return new Caller(id, name, scopes, projects);
  }

  public StoredToken usedAt(long millis) {
    return new StoredToken(
        id, name, hash, scopes, projects, createdAt, createdBy, expiresAt, millis, revokedAt);
  }

  /** As the API shows it: without the hash. */
  public Map<String, Object> toMap(long nowMillis) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", id);
    shown.put("name", name);
    shown.put("scopes", scopes.stream().sorted().map(Scope::word).toList());
    shown.put("projects", projects.stream().sorted().toList());
    shown.put("state", state(nowMillis));
    shown.put("created", time(createdAt));
    shown.put("createdBy", createdBy);
    putTime(shown, "expires", expiresAt);
    putTime(shown, "lastUsed", lastUsedAt);
    putTime(shown, "revoked", revokedAt);
    return shown;
  }

  private String state(long nowMillis) {
    if (isRevoked()) {
      return "revoked";
    }
    return isExpired(nowMillis) ? "expired" : "active";
  }

  private static void putTime(Map<String, Object> shown, String name, long millis) {
    if (millis > 0) {
      shown.put(name, time(millis));
    }
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
