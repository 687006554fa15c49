package io.evenkeel.gateway.backup;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Blocking;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Refusal;
import io.evenkeel.kit.backup.StoreSnapshot;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole installation while it runs: the store as it is at one moment, and the repositories
 * as they are after that moment, so that they have every commit the store names.
 */
public final class BackupExport {

  private final Platform platform;
  private final boolean withKeys;

  /**
   * Prepares an export.
   *
   * @param withKeys whether the keys of secrets and Git credentials go into the file too
   */
  public BackupExport(Platform platform, boolean withKeys) {
    this.platform = platform;
    this.withKeys = withKeys;
  }

  /** Writes to {@code out}, which it closes, off the event loop; fails with what went wrong. */
  public Future<Void> to(OutputStream out) {
    return StoreSnapshot.of(
        platform.database(),
        store -> Blocking.run(platform.vertx(), () -> {
          try (BackupWriter writer = new BackupWriter(out)) {
            write(store, writer);
          }
          return null;
        }));
  }

  private void write(StoreSnapshot store, BackupWriter writer) throws IOException {
    writer.header(platform.clock().instant(), version(), store.schema());
    writeRepositories(projects(store), writer);
    writeSecrets(writer);
    for (String table : store.tables()) {
      writer.table(table, store.columns(table), await(store.lastIdentity(table)));
      StoreSnapshot.Pages pages = store.pages(table);
      for (var rows = await(pages.next()); !rows.isEmpty(); rows = await(pages.next())) {
        for (List<@Nullable Object> row : rows) {
          writer.row(row);
        }
      }
    }
    writer.end();
  }

  private static List<String> projects(StoreSnapshot store) throws IOException {
    List<String> projects = new ArrayList<>();
    if (store.tables().contains("project")) {
      int name = store.columns("project").indexOf("name");
      StoreSnapshot.Pages pages = store.pages("project");
      for (var rows = await(pages.next()); !rows.isEmpty(); rows = await(pages.next())) {
        rows.forEach(row -> projects.add(String.valueOf(row.get(name))));
      }
    }
    return projects;
  }

  private void writeRepositories(List<String> projects, BackupWriter writer) throws IOException {
    String body = Json.write(Map.of("projects", projects, "keys", withKeys));
    Map<String, Object> taken =
        call("resource-service", ApiRequest.of("startBackup", Map.of(), body));
    for (Object file : Json.list(taken.get("files"))) {
      writeFile(Json.text(file), writer);
    }
    call("resource-service", ApiRequest.of("endBackup", Map.of()));
  }

  private void writeFile(String name, BackupWriter writer) throws IOException {
    writer.file(BackupImport.GIT + name);
    byte[] chunk = read(name, 0);
    for (long offset = 0; chunk.length > 0; chunk = read(name, offset)) {
      writer.chunk(chunk);
      offset += chunk.length;
    }
  }

  private byte[] read(String name, long offset) throws IOException {
    Map<String, String> query = Map.of("file", name, "offset", String.valueOf(offset));
    Map<String, Object> read =
        call("resource-service", new ApiRequest("readBackup", Map.of(), query, ""));
    return Base64.getDecoder().decode(Json.text(read.get("data")));
  }

  private void writeSecrets(BackupWriter writer) throws IOException {
    Map<String, String> query = Map.of("keys", String.valueOf(withKeys));
    Map<String, Object> kept =
        call("secret-service", new ApiRequest("backupSecrets", Map.of(), query, ""));
    for (String part : List.of("file", "key")) {
      if (kept.containsKey(part)) {
        writer.file(BackupImport.SECRETS + part);
        writer.chunk(Json.text(kept.get(part)).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private Map<String, Object> call(String service, ApiRequest request) throws IOException {
    return answered(await(platform.api().call(service, request)));
  }

  static Map<String, Object> answered(ApiResponse answer) {
    if (!answer.succeeded()) {
      throw new Refusal(answer.status(), answer.message());
    }
    return answer.object();
  }

  private static <T> T await(Future<T> future) throws IOException {
    return Blocking.await(future);
  }

  private static String version() {
    String version = BackupExport.class.getPackage().getImplementationVersion();
    return version == null ? "N/A" : version;
  }
}
