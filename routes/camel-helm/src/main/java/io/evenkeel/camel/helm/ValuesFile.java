package io.evenkeel.camel.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command's values as a private temporary file, which keeps their types and needs no quoting as
 * {@code --set} would. Deleted on {@link #close}.
 */
final class ValuesFile implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final @Nullable Path path;

  private ValuesFile(@Nullable Path path) {
    this.path = path;
  }

  /** Writes {@code values}; JSON is YAML. No file is made of no values. */
  static ValuesFile of(Map<String, Object> values) {
    if (values.isEmpty()) {
      return new ValuesFile(null);
    }
    try {
      Path file = Files.createTempFile("evenkeel-values-", ".yaml");
      Files.write(file, JSON.writeValueAsBytes(values));
      return new ValuesFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException("values could not be written for helm", e);
    }
  }

  Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  @Override
  public void close() {
    if (path != null) {
      TemporaryFiles.delete(path);
    }
  }
}
