package io.evenkeel.allinone;

import io.evenkeel.kit.DataDirectory;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Service;
import io.evenkeel.kit.Settings;
import io.evenkeel.resource.ResourceVerticle;
import io.evenkeel.secret.SecretVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** What a server keeps, opened without the server: nothing in it moves. */
final class StoppedServer {

  private static final int SECONDS = 60;
  private static final int LONGEST_SECONDS = 3600;

  private StoppedServer() {}

  /**
   * Does {@code work} with the data directory and the store that {@code environment} names.
   *
   * @throws IllegalStateException with a sentence for the operator, for instance because a server
   *     has the directory
   */
  static <T> T use(Map<String, String> environment, Function<Platform, Future<T>> work) {
    try (DataDirectory data = DataDirectory.open(ServerSettings.dataDirectory(environment))) {
      Vertx vertx = Vertx.vertx();
      try {
        return use(vertx, data, environment, work);
      } finally {
        Server.await(vertx.close(), SECONDS);
      }
    } catch (IOException unclosable) {
      throw new IllegalStateException("the data directory could not be closed", unclosable);
    }
  }

  private static <T> T use(
      Vertx vertx,
      DataDirectory data,
      Map<String, String> environment,
      Function<Platform, Future<T>> work) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("EVENKEEL_DATA", data.path().toString());
    Platform platform =
        Server.await(Service.platform(vertx, data.path(), Settings.of(variables)), SECONDS);
    List<String> deployments = new ArrayList<>();
    try {
      for (Deployable service :
          new Deployable[] {new ResourceVerticle(platform), new SecretVerticle(platform)}) {
        deployments.add(Server.await(vertx.deployVerticle(service), SECONDS));
      }
      return Server.await(work.apply(platform), LONGEST_SECONDS);
    } finally {
      close(platform, deployments);
    }
  }

  private static void close(Platform platform, List<String> deployments) {
    try {
      platform.close(deployments).await(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      throw new IllegalStateException("the store could not be closed", slow);
    }
  }
}
