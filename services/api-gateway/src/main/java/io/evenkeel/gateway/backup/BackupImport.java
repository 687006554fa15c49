package io.evenkeel.gateway.backup;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.Blocking;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Refusal;
import io.evenkeel.kit.backup.StoreRestore;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes an empty installation what a backup says. The file is read to its end before anything is
 * done; the store then takes all of it in one transaction that ends when the repositories and the
 * secrets are in their places, so that an import that was interrupted is done again.
 */
public final class BackupImport {

  static final String GIT = "git/";
  static final String SECRETS = "secrets/";

  private static final int BATCH = 500;

  private final Platform platform;
  private final boolean withSecrets;

  /**
   * Prepares an import.
   *
   * @param withSecrets whether secrets are taken over; those of another key can't be
   */
  public BackupImport(Platform platform, boolean withSecrets) {
    this.platform = platform;
    this.withSecrets = withSecrets;
  }

  /** What was taken over: {@code {"at", "version", "files", "rows": {table: n}}}. */
  public Future<Map<String, Object>> from(Path file) {
    return Blocking.run(platform.vertx(), () -> checked(file))
        .compose(header -> StoreRestore.into(
            platform.database(),
            header.schema(),
            store -> Blocking.run(platform.vertx(), () -> fill(file, store, header))));
  }

  private static BackupReader.Header checked(Path file) throws IOException {
    List<BackupReader.Header> headers = new ArrayList<>();
    read(file, new BackupReader.Visitor() {
      @Override
      public void header(BackupReader.Header header) {
        headers.add(header);
      }
    });
    return headers.get(0);
  }

  private static void read(Path file, BackupReader.Visitor visitor) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      BackupReader.read(in, visitor);
    }
  }

  private Map<String, Object> fill(Path file, StoreRestore store, BackupReader.Header header)
      throws IOException {
    Filling filling = new Filling(store);
    call("resource-service", ApiRequest.of("startRestore", Map.of()));
    read(file, filling);
    filling.flush();
    filling.restoreSecrets(true);
    call("resource-service", ApiRequest.of("endRestore", Map.of()));
    filling.restoreSecrets(false);
    Map<String, Object> done = new LinkedHashMap<>();
    done.put("at", header.at());
    done.put("version", header.version());
    done.put("files", filling.files);
    done.put("rows", filling.rows);
    return done;
  }

  private void call(String service, ApiRequest request) throws IOException {
    BackupExport.answered(Blocking.await(platform.api().call(service, request)));
  }

  private final class Filling implements BackupReader.Visitor {
    private final StoreRestore store;
    private final Map<String, Long> rows = new TreeMap<>();
    private final Map<String, ByteArrayOutputStream> secrets = new TreeMap<>();
    private final List<List<@Nullable Object>> batch = new ArrayList<>();
    private String table = "";
    private List<String> columns = List.of();
    private long files;

    Filling(StoreRestore store) {
      this.store = store;
    }

    @Override
    public void file(String name) throws IOException {
      flush();
      files++;
      if (name.startsWith(GIT)) {
        chunk(name, new byte[0]);
      } else if (!name.startsWith(SECRETS)) {
        throw new Refusal(409, "the backup has a file %s that is not known here".formatted(name));
      }
    }

    @Override
    public void chunk(String name, byte[] bytes) throws IOException {
      if (name.startsWith(SECRETS)) {
        secrets
            .computeIfAbsent(name.substring(SECRETS.length()), part -> new ByteArrayOutputStream())
            .write(bytes);
        return;
      }
      String body = Json.write(Map.of("data", Base64.getEncoder().encodeToString(bytes)));
      Map<String, String> query = Map.of("file", name.substring(GIT.length()));
      call("resource-service", new ApiRequest("writeRestore", Map.of(), query, body));
    }

    @Override
    public void table(String name, List<String> names, long last) throws IOException {
      flush();
      table = name;
      columns = names;
      Blocking.await(store.continueAfter(name, last));
    }

    @Override
    public void row(List<@Nullable Object> values) throws IOException {
      batch.add(values);
      if (batch.size() == BATCH) {
        flush();
      }
    }

    void flush() throws IOException {
      if (!batch.isEmpty()) {
        Blocking.await(store.insert(table, columns, List.copyOf(batch)));
        rows.merge(table, (long) batch.size(), Long::sum);
        batch.clear();
      }
    }

    void restoreSecrets(boolean onlyCheck) throws IOException {
      if (!withSecrets || !secrets.containsKey("file")) {
        return;
      }
      Map<String, Object> body = new LinkedHashMap<>();
      secrets.forEach((part, bytes) -> body.put(part, bytes.toString(StandardCharsets.UTF_8)));
      Map<String, String> query = Map.of("check", String.valueOf(onlyCheck));
      call("secret-service", new ApiRequest("restoreSecrets", Map.of(), query, Json.write(body)));
    }
  }
}
