package io.evenkeel.gateway.access;

import io.evenkeel.gateway.contract.Scope;
import java.util.Set;

/**
 * Who sends a request: what the token that came with it is good for.
 *
 * @param tokenId of the token, not secret
 * @param name the token's
 * @param projects the only ones it is good for; empty for all
 */
public record Caller(String tokenId, String name, Set<Scope> scopes, Set<String> projects) {

  /** Whoever holds the token the server was started with. */
  public static final Caller OPERATOR =
      new Caller("configured", "the server's own token", Set.of(Scope.ADMIN), Set.of());

  public Caller {
    scopes = Set.copyOf(scopes);
    projects = Set.copyOf(projects);
  }

  public boolean may(Scope scope) {
    return scopes.contains(Scope.ADMIN) || scopes.contains(scope);
  }

  public boolean isLimited() {
    return !projects.isEmpty();
  }
}
