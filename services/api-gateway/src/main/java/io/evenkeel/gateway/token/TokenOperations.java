package io.evenkeel.gateway.token;

import io.evenkeel.gateway.access.Caller;
import io.evenkeel.gateway.access.StoredToken;
import io.evenkeel.gateway.access.TokenSpec;
import io.evenkeel.gateway.access.TokenText;
import io.evenkeel.gateway.contract.Scope;
import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Database;
import io.evenkeel.kit.Refusal;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code createToken}, {@code getTokens}, {@code revokeToken} and {@code getOwnToken}. */
public final class TokenOperations {

  private final Database database;
  private final TokenDirectory directory;
  private final Clock clock;

  public TokenOperations(Database database, TokenDirectory directory, Clock clock) {
    this.database = database;
    this.directory = directory;
    this.clock = clock;
  }

  /** 201 with the token, which is never shown again; 409 if the name is taken. */
  public Future<ApiResponse> create(ApiRequest request, Caller caller) {
    TokenSpec spec = TokenSpec.parse(request.body(), clock.instant());
    TokenText text = TokenText.random();
    StoredToken token = new StoredToken(
        text.id(),
        spec.name(),
        text.hash(),
        spec.scopes(),
        spec.projects(),
        clock.millis(),
        caller.name(),
        spec.expiresAt(),
        0,
        0);
    return database
        .transaction(client -> TokenTable.insert(client, token))
        .map(stored -> stored ? created(token, text) : taken(spec.name()));
  }

  private ApiResponse created(StoredToken token, TokenText text) {
    Map<String, Object> shown = new LinkedHashMap<>(token.toMap(clock.millis()));
    shown.put("token", text.text());
    return ApiResponse.json(201, shown);
  }

  private static ApiResponse taken(String name) {
    return ApiResponse.error(
        409,
        "there is a token \"%s\" already; revoke it first, or take another name".formatted(name));
  }

  /** 200 with all of them, without their secrets. */
  public Future<ApiResponse> list(ApiRequest request) {
    boolean revoked = request.query("revoked").equals("true");
    long now = clock.millis();
    return TokenTable.all(database.reader(), revoked)
        .map(tokens -> ApiResponse.json(
            200, Map.of("tokens", tokens.stream().map(token -> token.toMap(now)).toList())));
  }

  /** 204, also when it was revoked before; 404 if there never was one. */
  public Future<ApiResponse> revoke(ApiRequest request) {
    String id = request.path("tokenId");
    return database
        .transaction(client -> TokenTable.revoke(client, id, clock.millis())
            .compose(revoked -> TokenTable.byId(client, id)))
        .map(found -> found.orElseThrow(() -> unknown(id)))
        .onSuccess(revoked -> directory.changed(id))
        .map(revoked -> ApiResponse.empty(204));
  }

  private static Refusal unknown(String id) {
    return new Refusal(
        404,
        id.equals(Caller.OPERATOR.tokenId())
            ? "the server's own token is set by EVENKEEL_API_TOKEN or its file; change it there"
            : "there is no token with id %s; list them to see the ids".formatted(id));
  }

  /** 200 with what the caller's own token is good for. */
  public Future<ApiResponse> own(Caller caller) {
    return TokenTable.byId(database.reader(), caller.tokenId())
        .map(found -> ApiResponse.json(
            200,
            found.map(token -> token.toMap(clock.millis())).orElseGet(() -> configured(caller))));
  }

  private static Map<String, Object> configured(Caller caller) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", caller.tokenId());
    shown.put("name", caller.name());
    shown.put("scopes", caller.scopes().stream().sorted().map(Scope::word).toList());
    shown.put("projects", caller.projects().stream().sorted().toList());
    shown.put("state", "active");
    return shown;
  }
}
