package io.evenkeel.jobexecutor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The route files of this version, and how they get into the operator's directory: each is written
 * there once. What the operator changes or deletes afterwards stays changed or deleted.
 */
final class ShippedRoutes {

  static final List<String> FILES = List.of(
      "helm/rollback.camel.yaml",
      "helm/scale.camel.yaml",
      "helm/upgrade.camel.yaml",
      "kubernetes/job.camel.yaml",
      "notify/log.camel.yaml");

  private static final String RECORD = ".shipped";

  private ShippedRoutes() {}

  /**
   * Writes what has not been written to {@code directory} before, creating it when absent. A
   * directory that cannot be written, such as a mounted ConfigMap, is complete as it is.
   */
  static void unpack(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (!Files.isWritable(directory)) {
      return;
    }
    Path record = directory.resolve(RECORD);
    Set<String> written =
        new TreeSet<>(Files.exists(record) ? Files.readAllLines(record) : List.of());
    for (String name : FILES) {
      if (written.add(name) && !Files.exists(directory.resolve(name))) {
        write(name, directory.resolve(name));
      }
    }
    if (!Files.exists(record) || !Files.readAllLines(record).equals(List.copyOf(written))) {
      Files.write(record, written, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }
  }

  private static void write(String name, Path target) throws IOException {
    Path folder = Objects.requireNonNull(target.getParent());
    Files.createDirectories(folder);
    Path half = Files.createTempFile(folder, ".unpacking", "");
    try (InputStream shipped =
        Objects.requireNonNull(ShippedRoutes.class.getResourceAsStream("/routes/" + name), name)) {
      Files.copy(shipped, half, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
