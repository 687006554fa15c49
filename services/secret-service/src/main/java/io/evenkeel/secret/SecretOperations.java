package io.evenkeel.secret;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.evenkeel.secret.Scopes.Scope;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients do with secrets, one method an operation (secrets.md §2). */
final class SecretOperations {

  private static final Logger LOG = LoggerFactory.getLogger(SecretOperations.class);
  private static final String DEFAULT_SCOPE = "keptn-default";

  private final SecretClient client;

  SecretOperations(SecretClient client) {
    this.client = client;
  }

  Future<ApiResponse> create(ApiRequest request) {
    ScopedSecret given = SecretBody.parse(request.body());
    ScopedSecret secret = given.scope().isEmpty() ? given.inScope(DEFAULT_SCOPE) : given;
    return answer("Unable to create secret: ", store -> {
      Scope scope = scope(secret.name(), secret.scope());
      SecretRules.check(secret);
      store.create(secret, scope);
      return ApiResponse.json(201, secret.answer());
    });
  }

  Future<ApiResponse> update(ApiRequest request) {
    ScopedSecret secret = SecretBody.parse(request.body());
    return answer("Unable to update secret: ", store -> {
      Scope scope = scope(secret.name(), secret.scope());
      SecretRules.check(secret);
      store.update(secret, scope);
      return ApiResponse.json(200, secret.answer());
    });
  }

  Future<ApiResponse> delete(ApiRequest request) {
    String name = required(request, "name", "Name");
    String scope = required(request, "scope", "Scope");
    return answer("Unable to delete secret: ", store -> {
      Scope known = scope(name, scope);
      if (store.list().stream().noneMatch(entry -> entry.scope().equals(scope))) {
        throw new Refusal(
            404, "could not delete secret %s in scope %s: secret not found".formatted(name, scope));
      }
      store.delete(name, known);
      return ApiResponse.empty(200);
    });
  }

  Future<ApiResponse> list(ApiRequest request) {
    String name = request.query("name");
    String scope = request.query("scope");
    return answer("Unable to get secret: could not retrieve secrets: ", store -> {
      List<Map<String, Object>> found = store.list().stream()
          .filter(entry -> name.isEmpty() || entry.name().equals(name))
          .filter(entry -> scope.isEmpty() || entry.scope().equals(scope))
          .map(ScopedSecret.Entry::toMap)
          .toList();
      return ApiResponse.json(200, Map.of("Secrets", found));
    });
  }

  Future<ApiResponse> scopes(ApiRequest request) {
    return answer(
        "Unable to get scopes: ",
        store -> ApiResponse.json(200, Map.of("scopes", client.scopes().names())));
  }

  Future<ApiResponse> rotateKey(ApiRequest request) {
    return answer("Unable to rotate the key: ", store -> ApiResponse.json(200, store.rotateKey()));
  }

  /** For services of this installation: {@code {"data": {…}}} of the secret in the path. */
  Future<ApiResponse> read(ApiRequest request) {
    return answer("Unable to read secret: ", store -> {
      ScopedSecret secret = store.read(request.path("name"), request.path("scope"));
      return ApiResponse.json(200, Map.of("data", secret.data()));
    });
  }

  /** For the gateway when an administrator makes a backup. */
  Future<ApiResponse> backup(ApiRequest request) {
    boolean withKey = request.query("keys").equals("true");
    return answer(
        "Unable to read secrets: ", store -> ApiResponse.json(200, store.backup(withKey)));
  }

  /** For the gateway when an administrator imports one. */
  Future<ApiResponse> restore(ApiRequest request) {
    Map<String, Object> given = Json.parseObject(request.body());
    boolean onlyCheck = request.query("check").equals("true");
    return answer("Unable to import secrets: ", store -> {
      store.restore(Json.text(given.get("file")), Json.text(given.get("key")), onlyCheck);
      return ApiResponse.json(200, Map.of());
    });
  }

  private Scope scope(String secret, String name) {
    return client
        .scopes()
        .find(name)
        .orElseThrow(() -> new Refusal(
            400,
            "unable to check defined scope %s for secret %s: scope not found"
                .formatted(name, secret)));
  }

  private static String required(ApiRequest request, String parameter, String field) {
    String value = request.query(parameter);
    if (value.isEmpty()) {
      throw SecretBody.missing("DeleteSecretQueryParams." + field, field);
    }
    return value;
  }

  private Future<ApiResponse> answer(String prefix, Function<SecretStore, ApiResponse> work) {
    return client.use(work).recover(failure -> Future.failedFuture(refusal(prefix, failure)));
  }

  private static Refusal refusal(String prefix, Throwable failure) {
    if (failure instanceof Refusal refused) {
      return new Refusal(refused.status(), prefix + refused.getMessage());
    }
    LOG.atError().setCause(failure).log("an operation on secrets failed");
    return new Refusal(500, prefix + "internal error, see the log of secret-service");
  }
}
