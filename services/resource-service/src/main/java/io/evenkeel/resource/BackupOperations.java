package io.evenkeel.resource;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.FileTree;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The repositories as files, for a backup and back; no contract offers these operations, the
 * gateway calls them for an administrator. One backup and one restore at a time: a new one ends the
 * one before.
 */
final class BackupOperations {

  private static final int CHUNK_BYTES = 512 << 10;

  private final GitClient git;
  private final ResourceConfig config;
  private final Scratch taken = new Scratch();
  private final Scratch coming = new Scratch();

  BackupOperations(GitClient git, ResourceConfig config) {
    this.git = git;
    this.config = config;
  }

  Map<String, Function<ApiRequest, Future<ApiResponse>>> operations() {
    return Map.of(
        "startBackup", this::startBackup,
        "readBackup", this::readBackup,
        "endBackup", request -> end(taken),
        "startRestore", request -> begin(coming).map(begun -> ApiResponse.json(200, Map.of())),
        "writeRestore", this::writeRestore,
        "endRestore", this::endRestore);
  }

  /**
   * Takes a picture of the repositories of {@code {"projects": […]}} with their credentials, which
   * stay encrypted, and with {@code "keys": true} of the key; lists its files.
   */
  private Future<ApiResponse> startBackup(ApiRequest request) {
    Map<String, Object> asked = Json.parseObject(request.body());
    List<String> projects =
        Json.list(asked.get("projects")).stream().map(Json::text).toList();
    return begin(taken).compose(folder -> {
      Future<Void> done = Future.succeededFuture();
      for (String project : projects) {
        done = done.compose(before -> git.alone(project, all -> {
              BackupFiles.link(all.repository(project), folder.resolve(project + ".git"), project);
              return project;
            })
            .mapEmpty());
      }
      return done.compose(linked -> git.beside(all -> {
        BackupFiles.copyAccess(config, projects, folder, Boolean.TRUE.equals(asked.get("keys")));
        return ApiResponse.json(200, Map.of("files", BackupFiles.list(folder)));
      }));
    });
  }

  private Future<ApiResponse> readBackup(ApiRequest request) {
    return git.beside(all -> {
      Path file = folder(taken).resolve(BackupFiles.checked(request.query("file")));
      byte[] chunk = BackupFiles.read(file, Long.parseLong(request.query("offset")), CHUNK_BYTES);
      return ApiResponse.json(200, Map.of("data", Base64.getEncoder().encodeToString(chunk)));
    });
  }

  /** Appends {@code {"data": base64}} to the file it names. */
  private Future<ApiResponse> writeRestore(ApiRequest request) {
    String data = Json.text(Json.parseObject(request.body()).get("data"));
    return git.beside(all -> {
      Path file = folder(coming).resolve(BackupFiles.checked(request.query("file")));
      BackupFiles.append(file, Base64.getDecoder().decode(data));
      return ApiResponse.json(200, Map.of());
    });
  }

  /** Puts everything that was written in its place; what was there of the same name goes. */
  private Future<ApiResponse> endRestore(ApiRequest request) {
    return git.beside(all -> {
          Path folder = folder(coming);
          all.credentials().adopt(BackupFiles.credentials(folder), folder.resolve(BackupFiles.KEY));
          BackupFiles.adoptKnownHosts(folder, config);
          return BackupFiles.repositories(folder);
        })
        .compose(repositories -> {
          Future<Void> done = Future.succeededFuture();
          for (Map.Entry<String, Path> each : repositories.entrySet()) {
            done = done.compose(before -> git.adopt(each.getKey(), each.getValue()));
          }
          return done;
        })
        .compose(adopted -> end(coming));
  }

  private Future<Path> begin(Scratch which) {
    return end(which)
        .compose(ended -> git.beside(all -> {
          Path folder = all.scratch();
          which.folder = Optional.of(folder);
          return folder;
        }));
  }

  private Future<ApiResponse> end(Scratch which) {
    return git.beside(all -> {
      Optional<Path> folder = which.folder;
      which.folder = Optional.empty();
      if (folder.isPresent()) {
        FileTree.delete(folder.get());
      }
      return ApiResponse.json(200, Map.of());
    });
  }

  private static Path folder(Scratch which) throws IOException {
    Path folder = which.folder.orElseThrow(BackupOperations::ended);
    if (!Files.isDirectory(folder)) {
      throw ended();
    }
    return folder;
  }

  private static Refusal ended() {
    return new Refusal(409, "it was ended, or another one was begun; begin anew");
  }

  /** A folder that is filled or read, if there is one at the moment. */
  private static final class Scratch {
    private volatile Optional<Path> folder = Optional.empty();
  }
}
