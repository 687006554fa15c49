package io.evenkeel.resource;

import io.evenkeel.kit.Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * What the operator may choose.
 *
 * @param directory holds one bare repository a project, {@code <project>.git}
 * @param defaultBranch of new repositories
 * @param authorName author and committer of every commit
 * @param layout where the files of stages live, for the whole installation
 * @param maxResourceBytes of one file, decoded
 * @param maxRequestBytes of all files of one request, decoded; also of an unpacked chart
 * @param cacheBytes of file contents kept in memory
 * @param upstreamTimeout how long an upstream may be silent
 * @param keyFile the key of the credentials
 * @param knownHosts the only hosts to talk to by ssh, or {@code ""}: hosts are known once met
 */
public record ResourceConfig(
    Path directory,
    String defaultBranch,
    String authorName,
    String authorEmail,
    RepositoryLayout layout,
    int maxResourceBytes,
    int maxRequestBytes,
    int cacheBytes,
    Duration upstreamTimeout,
    Path keyFile,
    String knownHosts) {

  private static final int MIB = 1024 * 1024;

  public ResourceConfig {
    if (!Repository.isValidRefName(Constants.R_HEADS + defaultBranch)) {
      throw new IllegalArgumentException(
          "DEFAULT_REMOTE_GIT_BRANCH=%s is not a branch name".formatted(defaultBranch));
    }
    if (maxResourceBytes <= 0 || maxRequestBytes < maxResourceBytes || cacheBytes < 0) {
      throw new IllegalArgumentException(
          ("EVENKEEL_RESOURCE_MAX_BYTES=%d, EVENKEEL_RESOURCE_REQUEST_MAX_BYTES=%d and"
                  + " EVENKEEL_RESOURCE_CACHE_BYTES=%d: the first must be more than 0, the second"
                  + " no less than the first, the third not negative")
              .formatted(maxResourceBytes, maxRequestBytes, cacheBytes));
    }
  }

  /** Reads the settings; the original's names work where it had one. */
  public static ResourceConfig from(Settings settings) {
    String data = settings.text("data", "EVENKEEL_DATA");
    String directory =
        settings.text(Path.of(data, "git").toString(), "EVENKEEL_GIT_DIR", "CONFIG_DIR");
    return new ResourceConfig(
        Path.of(directory).toAbsolutePath(),
        settings.text("master", "DEFAULT_REMOTE_GIT_BRANCH"),
        settings.text("keptn", "GIT_KEPTN_USER"),
        settings.text("keptn@keptn.sh", "GIT_KEPTN_EMAIL"),
        RepositoryLayout.of(settings.flag(false, "DIRECTORY_STAGE_STRUCTURE")),
        settings.number(5 * MIB, "EVENKEEL_RESOURCE_MAX_BYTES"),
        settings.number(20 * MIB, "EVENKEEL_RESOURCE_REQUEST_MAX_BYTES"),
        settings.number(64 * MIB, "EVENKEEL_RESOURCE_CACHE_BYTES"),
        settings.duration(Duration.ofSeconds(15), "EVENKEEL_GIT_TIMEOUT"),
        Path.of(settings.text(
            Path.of(directory, "credentials.key").toString(), "EVENKEEL_GIT_KEY_FILE")),
        settings.text("", "EVENKEEL_GIT_KNOWN_HOSTS"));
  }

  /** The SSH hosts that are trusted. */
  HostKeys hostKeys() {
    return knownHosts.isEmpty()
        ? new HostKeys(directory.resolve("known_hosts"), false)
        : new HostKeys(Path.of(knownHosts), true);
  }
}
