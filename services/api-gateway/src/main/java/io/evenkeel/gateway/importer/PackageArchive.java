package io.evenkeel.gateway.importer;

import io.evenkeel.kit.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The files of a package, unpacked in memory and never on disk. Folders need no entries of their
 * own. Pure.
 *
 * <p>Source: rest-api.md §5.4.
 */
final class PackageArchive {

  private static final int MIB = 1 << 20;
  private static final int LARGEST = 50 * MIB;
  private static final int MOST_ENTRIES = 10_000;
  private static final int LONGEST_NAME = 1_024;
  private static final int CHUNK = 16 << 10;

  private final Map<String, byte[]> files;

  private PackageArchive(Map<String, byte[]> files) {
    this.files = files;
  }

  /**
   * Unpacks {@code zip}.
   *
   * @throws Refusal with status 415 if it is no zip, holds more than 50 MiB or 10,000 entries, an
   *     entry twice, or a path that leads out of the package
   */
  static PackageArchive open(byte[] zip) {
    Map<String, byte[]> files = new HashMap<>();
    int entries = 0;
    int room = LARGEST;
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (++entries > MOST_ENTRIES) {
          throw refused("it has more than %,d entries".formatted(MOST_ENTRIES));
        }
        String name = checked(entry.getName());
        byte[] content = read(in, room);
        room -= content.length;
        if (!entry.isDirectory() && files.put(name, content) != null) {
          throw refused("the entry %s is in it twice".formatted(name));
        }
      }
    } catch (IOException | IllegalArgumentException damaged) {
      throw refused("not a valid zip file: " + damaged.getMessage());
    }
    if (entries == 0) {
      throw refused("not a valid zip file");
    }
    return new PackageArchive(files);
  }

  /** A file by its path from the root of the package. */
  Optional<byte[]> file(String path) {
    return Optional.ofNullable(files.get(path.startsWith("./") ? path.substring(2) : path));
  }

  private static byte[] read(InputStream in, int room) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
      if (content.size() + got > room) {
        throw refused("it holds more than %d MiB unpacked".formatted(LARGEST / MIB));
      }
      content.write(chunk, 0, got);
    }
    return content.toByteArray();
  }

  private static String checked(String name) {
    if (name.length() > LONGEST_NAME) {
      throw refused("the path of an entry has more than %,d characters".formatted(LONGEST_NAME));
    }
    boolean leadsOut = name.startsWith("/")
        || name.indexOf('\\') >= 0
        || name.indexOf('\0') >= 0
        || name.matches("[A-Za-z]:.*")
        || ("/" + name + "/").contains("/../");
    if (leadsOut) {
      throw refused("the path \"%s\" leads out of the package".formatted(name.replace("\0", "")));
    }
    return name.startsWith("./") ? name.substring(2) : name;
  }

  static Refusal refused(String reason) {
    return new Refusal(415, "Error opening import archive: " + reason);
  }
}
