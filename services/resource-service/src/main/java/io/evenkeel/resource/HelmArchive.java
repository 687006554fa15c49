package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A chart as {@code .tgz}: one folder with files (resources.md §3.4). Links and special files are
 * refused, and so is every name that could lead out of the folder.
 */
final class HelmArchive {

  /** More entries than any chart has. */
  static final int MAX_ENTRIES = 10_000;

  private HelmArchive() {}

  /**
   * The files in the archive's one folder, by their path in it.
   *
   * @param maxBytes of the unpacked archive
   * @throws Refusal with 500, the contract's answer to a broken archive, and the reason
   */
  static SortedMap<String, byte[]> unpack(byte[] archive, int maxBytes) {
    try {
      return filesOf(new ByteArrayInputStream(unzip(archive, maxBytes)));
    } catch (IOException broken) {
      throw refused(String.valueOf(broken.getMessage()));
    }
  }

  /** An archive with {@code files} in the folder {@code name}; equal input gives equal bytes. */
  static byte[] pack(String name, Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(packed))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(name + "/" + file.getKey());
        entry.setSize(file.getValue().length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return packed.toByteArray();
  }

  private static byte[] unzip(byte[] archive, int maxBytes) throws IOException {
    try (GZIPInputStream zipped = new GZIPInputStream(new ByteArrayInputStream(archive))) {
      byte[] tar = zipped.readNBytes(maxBytes);
      if (zipped.read() >= 0) {
        throw refused("unpacked it is larger than %d bytes".formatted(maxBytes));
      }
      return tar;
    }
  }

  private static SortedMap<String, byte[]> filesOf(ByteArrayInputStream bytes) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    String top = "";
    int count = 0;
    try (TarArchiveInputStream tar = new TarArchiveInputStream(bytes, "UTF-8")) {
      for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
        String path = safePath(entry);
        String folder = path.split("/", 2)[0];
        if (!top.isEmpty() && !top.equals(folder)) {
          throw refused("it has more than one folder at its top: %s, %s".formatted(top, folder));
        }
        if (++count > MAX_ENTRIES) {
          throw refused("it has more than %d entries".formatted(MAX_ENTRIES));
        }
        top = folder;
        if (!entry.isDirectory()) {
          files.put(inFolder(path), tar.readAllBytes());
        }
      }
    }
    if (files.isEmpty()) {
      throw refused("it holds no files");
    }
    return files;
  }

  private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    return tar.getNextEntry();
  }

  private static String safePath(TarArchiveEntry entry) {
    if (!entry.isDirectory() && !isPlainFile(entry)) {
      throw refused("%s is neither a file nor a folder".formatted(entry.getName()));
    }
    if (entry.getName().startsWith("/")) {
      throw refused("%s leads out of its folder".formatted(entry.getName()));
    }
    try {
      return ResourceUri.fromBody(entry.getName()).path();
    } catch (Refusal unsafe) {
      throw refused("%s is not a usable path".formatted(entry.getName()));
    }
  }

  /** Whatever its type says, a link is a link; a sparse file claims any size. */
  private static boolean isPlainFile(TarArchiveEntry entry) {
    return entry.isFile() && !entry.isLink() && !entry.isSymbolicLink() && !entry.isSparse();
  }

  private static String inFolder(String path) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      throw refused("%s is not in a folder".formatted(path));
    }
    return path.substring(slash + 1);
  }

  private static Refusal refused(String reason) {
    return new Refusal(500, "the Helm chart can not be unpacked: " + reason);
  }
}
