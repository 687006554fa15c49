package io.evenkeel.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Text that the user names by file or http(s) address.
 *
 * @param what what it is for, as error messages call it, e.g. {@code shipyard file}
 */
record SourceText(String what) {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /**
   * Reads all of it.
   *
   * @throws CommandFailure {@code Failed to read and parse <what> - <reason>}
   */
  String read(String place) {
    try {
      return place.matches("https?://.*") ? download(URI.create(place)) : file(place);
    } catch (NoSuchFileException missing) {
      throw failure("there is no file " + Path.of(place).toAbsolutePath(), missing);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw failure(place + ": " + unreadable.getMessage(), unreadable);
    }
  }

  private static String file(String place) throws IOException {
    return new String(Files.readAllBytes(Path.of(place)), StandardCharsets.UTF_8);
  }

  private String download(URI place) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(place).timeout(TIMEOUT).build();
    try {
      HttpResponse<String> answer = HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build()
          .send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("the server answered with status " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure("interrupted", interrupted);
    }
  }

  private CommandFailure failure(String reason, Exception cause) {
    return new CommandFailure("Failed to read and parse %s - %s".formatted(what, reason), cause);
  }
}
