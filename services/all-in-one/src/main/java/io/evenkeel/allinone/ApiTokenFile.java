package io.evenkeel.allinone;

import io.evenkeel.kit.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The token of a server nobody gave one: made up once, kept readable for its owner only. */
final class ApiTokenFile {

  private static final int BYTES = 24;

  private ApiTokenFile() {}

  /** Returns the token in {@code file}, making up and storing one when there is none. */
  static String obtain(Path file) {
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      String token = HexFormat.of().formatHex(random);
      Files.createFile(file, OwnerOnly.attributes());
      Files.writeString(file, token + "\n");
      return token;
    } catch (IOException unusable) {
      throw new UncheckedIOException(
          "the API token file %s can not be used: %s".formatted(file, unusable), unusable);
    }
  }
}
