package io.evenkeel.secret;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Keeps secrets by scope (secrets.md): as Kubernetes Secrets where there is a cluster, otherwise in
 * an encrypted file. Values go in and never come out over the public API; services of this
 * installation read them with {@code readSecret}, which no contract offers.
 */
public final class SecretVerticle extends VerticleBase {

  /** The name this service is called by. */
  public static final String SERVICE = "secret-service";

  private final Platform platform;
  private final SecretConfig config;
  private Future<SecretClient> client = Future.failedFuture("not started");

  public SecretVerticle(Platform platform) {
    this.platform = platform;
    this.config = SecretConfig.from(platform.settings());
  }

  @Override
  public Future<?> start() {
    client = SecretClient.open(platform.vertx(), config);
    return client.compose(opened -> platform.api().serve(SERVICE, operations(opened)));
  }

  @Override
  public Future<?> stop() {
    return client.compose(SecretClient::close);
  }

  private static Map<String, Function<ApiRequest, Future<ApiResponse>>> operations(
      SecretClient client) {
    SecretOperations secrets = new SecretOperations(client);
    Map<String, Function<ApiRequest, Future<ApiResponse>>> operations = new HashMap<>();
    operations.put("createSecret", secrets::create);
    operations.put("updateSecret", secrets::update);
    operations.put("deleteSecret", secrets::delete);
    operations.put("getSecrets", secrets::list);
    operations.put("getScopes", secrets::scopes);
    operations.put("rotateSecretKey", secrets::rotateKey);
    operations.put("readSecret", secrets::read);
    operations.put("backupSecrets", secrets::backup);
    operations.put("restoreSecrets", secrets::restore);
    return operations;
  }
}
