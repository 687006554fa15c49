package io.evenkeel.jobexecutor.init;

import io.evenkeel.model.job.JobConfig;
import io.evenkeel.model.job.JobConfigException;
import io.evenkeel.model.job.JobConfigLookup;
import io.evenkeel.model.job.JobTask;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Copies the files of one task. An entry is a resource of the service, or else a directory of them.
 *
 * <p>Source: job-executor.md §8. Files are taken at the commit of the run, or else the newest.
 */
final class TaskFiles {

  private final KeptnApi api;
  private final InitConfig config;
  private final KeptnApi.Level service;
  private final Path directory;
  private final Consumer<String> log;

  TaskFiles(KeptnApi api, InitConfig config, Path directory, Consumer<String> log) {
    this.api = api;
    this.config = config;
    this.service = new KeptnApi.Level(config.project(), config.stage(), config.service());
    this.directory = directory.toAbsolutePath().normalize();
    this.log = log;
  }

  /**
   * Finds the task and copies what it lists.
   *
   * @throws IOException in the words of the original
   */
  void copy() throws IOException, InterruptedException {
    JobTask task = task();
    for (String entry : task.files()) {
      copy(entry, task.name());
    }
  }

  private JobTask task() throws IOException, InterruptedException {
    var action = jobConfig()
        .action(config.action())
        .orElseThrow(
            () -> new IOException("no action found with name '%s'".formatted(config.action())));
    return action
        .task(config.task())
        .orElseThrow(
            () -> new IOException("no task found with name '%s'".formatted(config.task())));
  }

  private JobConfig jobConfig() throws IOException, InterruptedException {
    try {
      return JobConfig.parse(jobConfigFile());
    } catch (JobConfigException | IOException unusable) {
      throw new IOException(
          "could not find config for job-executor-service: " + unusable.getMessage(), unusable);
    }
  }

  private byte[] jobConfigFile() throws IOException, InterruptedException {
    for (JobConfigLookup.Step step : JobConfigLookup.steps(
        config.project(), config.stage(), config.service(), config.commit())) {
      KeptnApi.Level level = new KeptnApi.Level(step.project(), step.stage(), step.service());
      Optional<byte[]> file = api.read(level, JobConfig.RESOURCE, step.commit());
      if (file.isPresent()) {
        return file.get();
      }
    }
    throw new IOException("error retrieving job config: unable to find job configuration");
  }

  private void copy(String entry, String task) throws IOException, InterruptedException {
    String resource = entry.startsWith("/") ? entry.substring(1) : entry;
    target(resource); // Refused before anything is asked for.
    Optional<byte[]> exact = resource.isEmpty() ? Optional.empty() : read(resource);
    if (exact.isPresent()) {
      write(resource, exact.get());
      return;
    }
    List<String> inside = inside(resource, task);
    if (inside.isEmpty()) {
      throw new IOException(
          "could not find file or directory %s for task %s".formatted(entry, task));
    }
    for (String file : inside) {
      target(file);
      write(
          file,
          read(file)
              .orElseThrow(() ->
                  new IOException("could not retrieve resources for task '%s': %s cannot be read"
                      .formatted(task, file))));
    }
  }

  private List<String> inside(String resource, String task)
      throws IOException, InterruptedException {
    try {
      return api.list(service).stream()
          .filter(listed -> !resource.isEmpty() && listed.startsWith(resource + "/"))
          .toList();
    } catch (IOException failed) {
      throw new IOException(
          "could not retrieve resources for task '%s': %s".formatted(task, failed.getMessage()),
          failed);
    }
  }

  private Optional<byte[]> read(String resource) throws IOException, InterruptedException {
    if (!config.commit().isEmpty()) {
      Optional<byte[]> pinned = api.readIfThere(service, resource, config.commit());
      if (pinned.isPresent()) {
        return pinned;
      }
    }
    return api.readIfThere(service, resource, "");
  }

  private void write(String resource, byte[] content) throws IOException {
    Path target = target(resource);
    try {
      Files.createDirectories(Objects.requireNonNull(target.getParent()), onlyForOwner());
      Files.write(target, content);
    } catch (FileSystemException refused) {
      throw new IOException("cannot write " + target + ": " + refused, refused);
    }
    log.accept("copied %s (%d bytes)".formatted(target, content.length));
  }

  private Path target(String resource) throws IOException {
    Path target = directory.resolve(resource).normalize();
    if (resource.startsWith("/") || !target.startsWith(directory)) {
      throw new IOException("%s would be written outside of %s: name a resource of the service"
          .formatted(resource, directory));
    }
    return target;
  }

  private static FileAttribute<?>[] onlyForOwner() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
