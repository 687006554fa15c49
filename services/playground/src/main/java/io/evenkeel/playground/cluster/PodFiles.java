package io.evenkeel.playground.cluster;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a pod leaves on disk, in a directory named by its uid: volumes, and the logs of containers
 * that have ended.
 *
 * @param files the file system
 * @param directory the parent of the pods' directories
 */
record PodFiles(FileSystem files, Path directory) {

  /** Where the pod keeps the volume of that name. */
  Path volume(String podUid, String name) {
    return directory.resolve(podUid).resolve("volumes").resolve(name);
  }

  /** Keeps the log of a container that has ended. */
  Future<Void> keepLog(String podUid, String container, ContainerLog log) {
    return files
        .mkdirs(logs(podUid).toString())
        .compose(made -> files.writeFile(log(podUid, container), Buffer.buffer(log.text())));
  }

  /** The log of a container that has ended; empty if none was kept. */
  Future<ContainerLog> readLog(String podUid, String container) {
    String path = log(podUid, container);
    return files
        .exists(path)
        .compose(exists -> exists ? files.readFile(path) : Future.succeededFuture(Buffer.buffer()))
        .map(text -> ContainerLog.parse(text.toString(StandardCharsets.UTF_8)));
  }

  /** Removes everything of the pod. */
  Future<Void> remove(String podUid) {
    String path = directory.resolve(podUid).toString();
    return files
        .exists(path)
        .compose(exists -> exists ? files.deleteRecursive(path) : Future.succeededFuture());
  }

  private Path logs(String podUid) {
    return directory.resolve(podUid).resolve("logs");
  }

  private String log(String podUid, String container) {
    return logs(podUid).resolve(container + ".log").toString();
  }
}
