package io.evenkeel.gateway.token;

import io.evenkeel.gateway.access.ApiToken;
import io.evenkeel.gateway.access.Caller;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Who holds a token: the operator has the one the server was started with, everybody else one from
 * the store. Fails with a {@link io.evenkeel.kit.Refusal} for a token that is no longer good.
 */
public final class CallerLookup {

  private final ApiToken operator;
  private final TokenDirectory directory;

  public CallerLookup(ApiToken operator, TokenDirectory directory) {
    this.operator = operator;
    this.directory = directory;
  }

  /** Nobody, if {@code given} is no token of ours. */
  public Future<Optional<Caller>> find(String given) {
    return operator.accepts(given)
        ? Future.succeededFuture(Optional.of(Caller.OPERATOR))
        : directory.find(given);
  }

  /** Whoever has shown the token before. */
  public Future<Optional<Caller>> byId(String tokenId) {
    return tokenId.equals(Caller.OPERATOR.tokenId())
        ? Future.succeededFuture(Optional.of(Caller.OPERATOR))
        : directory.byId(tokenId);
  }
}
