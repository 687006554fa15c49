package io.evenkeel.model.audit;

import io.evenkeel.model.Json;
import io.evenkeel.model.Sha256;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One control action: who did what, from where, and how it ended.
 *
 * @param position 1 for the first entry, then without gaps
 * @param atMillis when it was recorded, in epoch milliseconds
 * @param tokenId of the API token that came with the request; not secret
 * @param tokenName what the token was called
 * @param peer address of the connection
 * @param forwardedFor what the request itself said of its origin ({@code X-Forwarded-For}); a
 *     claim, true only behind a proxy that sets it
 * @param operation the contract's {@code operationId}
 * @param target method and address, e.g. {@code POST /api/controlPlane/v1/project}
 * @param project it concerned; {@code ""} for none
 * @param status the HTTP status of the answer
 * @param detail what was refused and why, or what came of it
 */
public record AuditEntry(
    long position,
    long atMillis,
    String tokenId,
    String tokenName,
    String peer,
    String forwardedFor,
    String operation,
    String target,
    String project,
    int status,
    String detail) {

  /** The same at another place of the chain. */
  public AuditEntry at(long newPosition) {
    return new AuditEntry(
        newPosition,
        atMillis,
        tokenId,
        tokenName,
        peer,
        forwardedFor,
        operation,
        target,
        project,
        status,
        detail);
  }

  /**
   * SHA-256, hexadecimal, of the UTF-8 JSON array {@code [previousHash, position, time, tokenId,
   * tokenName, peer, forwardedFor, operation, target, project, status, detail]} without blanks.
   */
  public String hash(String previousHash) {
    String text = Json.write(Arrays.asList(
        previousHash,
        position,
        time(),
        tokenId,
        tokenName,
        peer,
        forwardedFor,
        operation,
        target,
        project,
        status,
        detail));
    return Sha256.hex(text);
  }

  /** As the API shows it. */
  public Map<String, Object> toMap(String hash) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("position", position);
    shown.put("time", time());
    shown.put("tokenId", tokenId);
    shown.put("tokenName", tokenName);
    shown.put("peer", peer);
    shown.put("forwardedFor", forwardedFor);
    shown.put("operation", operation);
    shown.put("target", target);
    shown.put("project", project);
    shown.put("status", status);
    shown.put("detail", detail);
    shown.put("hash", hash);
    return shown;
  }

  /**
   * Reads what {@link #toMap} wrote.
   *
   * @throws IllegalArgumentException if it is not an entry
   */
  public static AuditEntry of(Map<String, Object> shown) {
    if (shown.get("position") instanceof Number position
        && shown.get("status") instanceof Number status) {
      return new AuditEntry(
          position.longValue(),
          millis(Json.text(shown.get("time"))),
          Json.text(shown.get("tokenId")),
          Json.text(shown.get("tokenName")),
          Json.text(shown.get("peer")),
          Json.text(shown.get("forwardedFor")),
          Json.text(shown.get("operation")),
          Json.text(shown.get("target")),
          Json.text(shown.get("project")),
          status.intValue(),
          Json.text(shown.get("detail")));
    }
    throw new IllegalArgumentException("not an audit entry: " + shown);
  }

  private static long millis(String time) {
    try {
      return Instant.parse(time).toEpochMilli();
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException("not an audit entry: time \"" + time + "\"", malformed);
    }
  }

  private String time() {
    return Instant.ofEpochMilli(atMillis).toString();
  }
}
