package io.evenkeel.playground.demo;

import io.evenkeel.playground.cluster.Container;
import io.evenkeel.playground.cluster.ContainerRequest;
import io.evenkeel.playground.images.ContainerLog;
import io.evenkeel.playground.images.Image;
import io.evenkeel.playground.images.PlaygroundRuntime;
import io.vertx.core.Vertx;

/**
 * {@code ghcr.io/podtato-head/podtatoserver}: the demo service, in the versions of
 * {@link DemoVersion}. Listens on the container port that the variable {@code PORT} names (9000
 * without).
 */
public final class DemoImage implements Image {

  /** The image's repository. */
  public static final String REPOSITORY = "ghcr.io/podtato-head/podtatoserver";

  private static final String MIRROR = "docker.io/podtato-head/podtatoserver";
  private static final String DEFAULT_PORT = "9000";

  private final Vertx vertx;

  public DemoImage(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Registers the released versions; any other tag stays unknown. */
  public void registerWith(PlaygroundRuntime runtime) {
    runtime.register(REPOSITORY, DemoVersion.tags(), this);
    runtime.register(MIRROR, DemoVersion.tags(), this);
  }

  @Override
  public Container start(ContainerRequest request) {
    ContainerLog log = new ContainerLog();
    DemoVersion version = DemoVersion.ofImage(request.image());
    int port = port(request.env().getOrDefault("PORT", DEFAULT_PORT));
    return new DemoContainer(vertx, new DemoServerVerticle(version, request.pod(), log), port, log);
  }

  private static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new IllegalArgumentException("PORT must be a port number, not \"" + text + "\"");
    }
    return Integer.parseInt(text);
  }
}
