package io.evenkeel.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Files below a folder on the class path, kept in memory: they are few and part of the product. */
public final class StaticFiles {

  private final Vertx vertx;
  private final String folder;
  private final BiFunction<String, Buffer, Buffer> adapt;
  private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

  /** {@code adapt} gets the name and content of each file, and yields what is sent. */
  public StaticFiles(Vertx vertx, String folder, BiFunction<String, Buffer, Buffer> adapt) {
    this.vertx = vertx;
    this.folder = folder;
    this.adapt = adapt;
  }

  /** Fails if there is no such file; {@code name} must not lead out of the folder. */
  public Future<StaticFile> load(String name) {
    StaticFile known = files.get(name);
    return known != null
        ? Future.succeededFuture(known)
        : vertx
            .fileSystem()
            .readFile(folder + "/" + name)
            .map(content -> StaticFile.of(name, adapt.apply(name, content)))
            .onSuccess(file -> files.put(name, file));
  }
}
