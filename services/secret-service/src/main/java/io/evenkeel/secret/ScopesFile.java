package io.evenkeel.secret;

import io.evenkeel.kit.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file of scopes, read again every time: it may be edited. Blocking. */
final class ScopesFile {

  private static final String SHIPPED = "scopes.yaml";

  private final @Nullable Path path;

  /** {@code null} stands for the scopes that ship. */
  ScopesFile(@Nullable Path path) {
    this.path = path;
  }

  /** Refuses with 500 when the file is unreadable or no scopes file. */
  Scopes read() {
    try {
      return Scopes.parse(text());
    } catch (IOException unreadable) {
      throw new Refusal(500, "the scopes file %s can not be read: %s".formatted(path, unreadable));
    } catch (IllegalArgumentException invalid) {
      throw new Refusal(
          500, "the scopes file %s is invalid: %s".formatted(path, invalid.getMessage()));
    }
  }

  private String text() throws IOException {
    if (path != null) {
      return Files.readString(path);
    }
    try (InputStream in =
        Objects.requireNonNull(ScopesFile.class.getResourceAsStream(SHIPPED), SHIPPED)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
