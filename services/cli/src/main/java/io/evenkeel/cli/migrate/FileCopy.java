package io.evenkeel.cli.migrate;

import io.evenkeel.cli.Api;
import io.evenkeel.cli.ApiException;
import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies files from one installation to another; those that are the same are left alone. */
final class FileCopy {

  private static final int NOT_FOUND = 404;

  /** So much base64 goes with one commit. */
  private static final int BATCH_CHARS = 4 << 20;

  private static final int BATCH_FILES = 100;

  private final Api source;
  private final Api target;
  private final Report report;
  private final List<Map<String, Object>> batch = new ArrayList<>();
  private int batchChars;
  private int seen;
  private int written;

  FileCopy(Api source, Api target, Report report) {
    this.source = source;
    this.target = target;
    this.report = report;
  }

  int seen() {
    return seen;
  }

  int written() {
    return written;
  }

  void copy(Place place) {
    for (Map<String, Object> entry : source.all(place.files() + "?pageSize=100", "resources")) {
      String uri = Json.text(entry.get("resourceURI")).replaceFirst("^/+", "");
      if (isContent(place, uri)) {
        copy(place, uri);
      }
    }
    flush(place);
  }

  /** The server keeps {@code metadata.yaml} by itself; the shipyard came with the project. */
  private static boolean isContent(Place place, String uri) {
    boolean metadata = uri.equals("metadata.yaml") || uri.matches("[^/]+/metadata\\.yaml");
    boolean shipyard = uri.equals("shipyard.yaml") && place.stage().isEmpty();
    return !metadata && !shipyard && !uri.startsWith(".keptn-stages/");
  }

  private void copy(Place place, String uri) {
    seen++;
    String content = content(source, place, uri).orElse("");
    if (content(target, place, uri).filter(content::equals).isPresent()) {
      return;
    }
    written++;
    batch.add(Map.of("resourceURI", uri, "resourceContent", content));
    batchChars += content.length();
    if (batchChars > BATCH_CHARS || batch.size() >= BATCH_FILES) {
      flush(place);
    }
  }

  private void flush(Place place) {
    if (!batch.isEmpty() && !report.isDryRun()) {
      write(place, List.copyOf(batch));
    }
    batch.clear();
    batchChars = 0;
  }

  /** One file that is refused must not keep the others back. */
  private void write(Place place, List<Map<String, Object>> files) {
    try {
      target.post(place.files(), Map.of("resources", files));
    } catch (ApiException refused) {
      if (refused.status() / 100 != 4) {
        throw refused;
      }
      if (files.size() > 1) {
        files.forEach(file -> write(place, List.of(file)));
        return;
      }
      written--;
      report.leave("%s: file %s was refused: %s"
          .formatted(place, files.get(0).get("resourceURI"), refused.getMessage()));
    }
  }

  private static Optional<String> content(Api api, Place place, String uri) {
    return found(api, place.file(uri)).map(file -> Json.text(file.get("resourceContent")));
  }

  /** The answer to a GET; empty if there is no such thing. */
  static Optional<Map<String, Object>> found(Api api, String path) {
    try {
      return Optional.of(api.get(path));
    } catch (ApiException refused) {
      if (refused.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw refused;
    }
  }
}
