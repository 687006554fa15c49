package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files a backup has of repositories: which, where, and how they get there. Blocking. */
final class BackupFiles {

  /** The key of the credentials, which a backup only has if it was asked for. */
  static final String KEY = "credentials.key";

  private static final String CREDENTIALS = "credentials";
  private static final String SUFFIX = ".git";
  private static final String KNOWN_HOSTS = "known_hosts";
  private static final List<String> LISTS = List.of("HEAD", "config", "packed-refs");

  /** Branches before objects: whatever a branch names is then among the objects. */
  private static final List<String> FOLDERS = List.of("refs", "objects");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*\\.git/"
      + "(HEAD|config|packed-refs|(refs|objects)(/[A-Za-z0-9_@+=,#%-][^/\\\\\\x00]*)+)"
      + "|credentials/[a-z][a-z0-9-]*\\.credentials|known_hosts|credentials\\.key");

  private BackupFiles() {}

  /** {@code name} if it is one of a backup's; files that Git would execute are none. */
  static String checked(String name) {
    if (!NAME.matcher(name).matches() || ("/" + name + "/").contains("/../")) {
      throw new Refusal(400, "the backup has no file \"%s\"".formatted(name));
    }
    return name;
  }

  /**
   * Links the files of {@code repository} into {@code folder}: Git replaces files, it never changes
   * them, so that this is a picture of the moment and takes no room.
   */
  static void link(Path repository, Path folder, String project) throws IOException {
    if (!Files.isDirectory(repository)) {
      throw new Refusal(
          409, "project %s was deleted meanwhile; begin the backup anew".formatted(project));
    }
    Files.createDirectories(folder);
    for (String name : LISTS) {
      if (Files.exists(repository.resolve(name))) {
        linkOrCopy(repository.resolve(name), folder.resolve(name));
      }
    }
    for (String name : FOLDERS) {
      try (Stream<Path> files = Files.walk(repository.resolve(name))) {
        for (Path file : files.filter(BackupFiles::isWhole).toList()) {
          Path target = folder.resolve(repository.relativize(file).toString());
          Files.createDirectories(target.resolveSibling("."));
          linkOrCopy(file, target);
        }
      } catch (UncheckedIOException vanished) {
        throw vanished.getCause();
      }
    }
  }

  private static boolean isWhole(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && !name.endsWith(".lock") && !name.endsWith(".tmp");
  }

  private static void linkOrCopy(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (UnsupportedOperationException | IOException unlinkable) {
      Files.copy(file, target);
    }
  }

  /** Copies what leads to the upstreams of {@code projects}. */
  static void copyAccess(ResourceConfig config, List<String> projects, Path folder, boolean withKey)
      throws IOException {
    Files.createDirectories(folder.resolve(CREDENTIALS));
    for (String project : projects) {
      String name = CREDENTIALS + "/" + project + ".credentials";
      copyIfThere(config.directory().resolve(name), folder.resolve(name));
    }
    copyIfThere(config.directory().resolve(KNOWN_HOSTS), folder.resolve(KNOWN_HOSTS));
    if (withKey) {
      copyIfThere(config.keyFile(), folder.resolve(KEY));
    }
  }

  private static void copyIfThere(Path file, Path target) throws IOException {
    if (Files.isRegularFile(file)) {
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The names of all files in {@code folder}. */
  static List<String> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  /** At most {@code most} bytes from {@code offset} on; none at the end. */
  static byte[] read(Path file, long offset, int most) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long left = Math.max(0, channel.size() - offset);
      ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(most, left));
      int got = 0;
      while (chunk.hasRemaining() && got >= 0) {
        got = channel.read(chunk, offset + chunk.position());
      }
      return chunk.array();
    }
  }

  static void append(Path file, byte[] data) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, data, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static Path credentials(Path folder) throws IOException {
    return Files.createDirectories(folder.resolve(CREDENTIALS));
  }

  /** Hosts that were met before count as met. */
  static void adoptKnownHosts(Path folder, ResourceConfig config) throws IOException {
    Path own = config.directory().resolve(KNOWN_HOSTS);
    if (!Files.exists(own)) {
      copyIfThere(folder.resolve(KNOWN_HOSTS), own);
    }
  }

  /** The repositories in {@code folder} by project, each with the folders Git looks for. */
  static Map<String, Path> repositories(Path folder) throws IOException {
    Map<String, Path> repositories = new TreeMap<>();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path path : found.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
        Files.createDirectories(path.resolve("refs/heads"));
        Files.createDirectories(path.resolve("objects"));
        String name = path.getFileName().toString();
        repositories.put(name.substring(0, name.length() - SUFFIX.length()), path);
      }
    }
    return repositories;
  }
}
