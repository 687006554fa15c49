package io.evenkeel.playground.images;

import io.evenkeel.playground.cluster.Container;
import io.evenkeel.playground.cluster.ContainerRequest;
import io.evenkeel.playground.cluster.ContainerRuntime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Runs the images that were registered; a pod with any other image ends up in
 * {@code ImagePullBackOff}, as it would with a registry that does not have it. Safe to use from any
 * thread; images may be registered at any time.
 */
public final class PlaygroundRuntime implements ContainerRuntime {

  private record Entry(Predicate<String> tags, Image image) {}

  private final Map<String, Entry> images = new ConcurrentHashMap<>();

  /**
   * Registers {@code image} under every tag of {@code repository}; a second registration replaces
   * the first.
   *
   * @param repository without tag: {@code alpine/helm} or {@code ghcr.io/podtato-head/server}
   */
  public PlaygroundRuntime register(String repository, Image image) {
    images.put(ImageName.qualified(repository), new Entry(tag -> true, image));
    return this;
  }

  /** Registers {@code image} under {@code tags} of {@code repository} only. */
  public PlaygroundRuntime register(String repository, Set<String> tags, Image image) {
    images.put(ImageName.qualified(repository), new Entry(Set.copyOf(tags)::contains, image));
    return this;
  }

  @Override
  public boolean knows(String image) {
    ImageName name = ImageName.parse(image);
    Entry entry = images.get(name.repository());
    return entry != null && entry.tags().test(name.tag());
  }

  @Override
  public Container start(ContainerRequest request) {
    Entry entry = images.get(ImageName.parse(request.image()).repository());
    if (entry == null) {
      throw new IllegalArgumentException("image %s is not one of the images that run here: %s"
          .formatted(request.image(), String.join(", ", images.keySet())));
    }
    return entry.image().start(request);
  }
}
