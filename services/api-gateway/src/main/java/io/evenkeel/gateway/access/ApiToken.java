package io.evenkeel.gateway.access;

import io.evenkeel.model.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;

/** The API token, of which only the SHA-256 is kept. Source: rest-api.md §2.1. */
public final class ApiToken {

  /** No token is configured: nothing is accepted. */
  public static final ApiToken NONE = new ApiToken(new byte[0]);

  private final byte[] digest;

  private ApiToken(byte[] digest) {
    this.digest = digest;
  }

  /** {@code ""} gives {@link #NONE}. */
  public static ApiToken of(String token) {
    return token.isEmpty() ? NONE : new ApiToken(Sha256.of(token));
  }

  /** Whether {@code given} is the token; takes the same time for every wrong one. */
  public boolean accepts(String given) {
    return MessageDigest.isEqual(digest, Sha256.of(given));
  }

  public boolean isNone() {
    return digest.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiToken token && MessageDigest.isEqual(digest, token.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return isNone() ? "none" : "***";
  }
}
