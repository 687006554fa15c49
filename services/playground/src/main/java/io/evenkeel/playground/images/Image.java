package io.evenkeel.playground.images;

import io.evenkeel.playground.cluster.Container;
import io.evenkeel.playground.cluster.ContainerRequest;

/** What stands in for a container image: code that runs in this JVM. */
@FunctionalInterface
public interface Image {

  /**
   * Starts a container and returns at once; anything slow goes to other threads.
   *
   * @throws IllegalArgumentException if the container cannot be made, for example because the image
   *     has no such program; the message ends up in the pod's status
   */
  Container start(ContainerRequest request);
}
