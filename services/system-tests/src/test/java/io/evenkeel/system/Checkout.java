package io.evenkeel.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The repository, or an unpacked product: where the launcher lies. */
public final class Checkout {

  private Checkout() {}

  /** Its root. Maven names it; an IDE starts tests inside it. */
  public static Path home() {
    String named = System.getProperty("evenkeel.home");
    Path directory = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
    while (!Files.exists(directory.resolve("evenkeel"))) {
      directory = Objects.requireNonNull(directory.getParent(), "not in a checkout");
    }
    return directory;
  }
}
