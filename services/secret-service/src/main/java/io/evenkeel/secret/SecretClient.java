package io.evenkeel.secret;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.function.Function;

/** The store of secrets behind futures: one thread, so that changes follow one another. */
final class SecretClient {

  private final WorkerExecutor thread;
  private final SecretStore store;
  private final ScopesFile scopes;

  private SecretClient(WorkerExecutor thread, SecretStore store, ScopesFile scopes) {
    this.thread = thread;
    this.store = store;
    this.scopes = scopes;
  }

  /** Fails with a sentence for the operator when the secrets can not be read. */
  static Future<SecretClient> open(Vertx vertx, SecretConfig config) {
    WorkerExecutor thread = vertx.createSharedWorkerExecutor("secrets", 1);
    return thread
        .executeBlocking(() -> store(config))
        .map(store -> new SecretClient(thread, store, new ScopesFile(config.scopes())))
        .onFailure(unusable -> thread.close());
  }

  private static SecretStore store(SecretConfig config) {
    return switch (config.store()) {
      case KUBERNETES -> KubernetesSecrets.connect(config.kubeconfig(), config.namespace());
      case FILE -> SecretFile.open(config.file(), KeySource.of(config.key(), config.keyFile()));
    };
  }

  /** Runs {@code work} on the store's thread. */
  <T> Future<T> use(Function<SecretStore, T> work) {
    return thread.executeBlocking(() -> work.apply(store));
  }

  /** To be called from within {@link #use}. */
  Scopes scopes() {
    return scopes.read();
  }

  Future<Void> close() {
    return use(opened -> {
          opened.close();
          return "closed";
        })
        .compose(closed -> thread.close());
  }
}
