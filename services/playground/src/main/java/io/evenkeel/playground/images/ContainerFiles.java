package io.evenkeel.playground.images;

import io.evenkeel.playground.cluster.ContainerRequest;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Translates paths as the program sees them into the host's. */
public final class ContainerFiles {

  private final Map<String, Path> mounts;
  private final Path workingDirectory;

  /**
   * Reads a container's mounts.
   *
   * @param defaultDirectory the image's own working directory
   */
  public ContainerFiles(ContainerRequest request, String defaultDirectory) {
    this.mounts = request.mounts();
    this.workingDirectory =
        Path.of(request.workingDir().isEmpty() ? defaultDirectory : request.workingDir());
  }

  /** Where {@code path} is on the host; empty if no volume is mounted there. */
  public Optional<Path> find(String path) {
    Path inside = workingDirectory.resolve(path).normalize();
    return mounts.entrySet().stream()
        .filter(mount -> inside.startsWith(mount.getKey()))
        .max(Comparator.comparingInt(mount -> Path.of(mount.getKey()).getNameCount()))
        .map(mount -> onHost(mount.getValue(), Path.of(mount.getKey()).relativize(inside)));
  }

  // resolve("") would add a slash to a mounted single file.
  private static Path onHost(Path mounted, Path rest) {
    return rest.toString().isEmpty() ? mounted : mounted.resolve(rest);
  }
}
