package io.evenkeel.playground.tour;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Packs a chart folder into the {@code .tgz} that Helm reads; the same folder, the same bytes. */
final class ChartArchive {

  private static final int BLOCK = 512;
  private static final int NAME_MAX = 100;

  private ChartArchive() {}

  /**
   * Packs every file below {@code chart} under the folder's own name.
   *
   * @throws IOException if a file cannot be read or its path is longer than 100 characters
   */
  static byte[] pack(Path chart) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      for (Path file : files(chart)) {
        Path parent = chart.toAbsolutePath().normalize().getParent();
        Path base = parent == null ? chart : parent;
        String name = base.relativize(file.toAbsolutePath().normalize()).toString();
        entry(out, name.replace('\\', '/'), Files.readAllBytes(file));
      }
      out.write(new byte[2 * BLOCK]);
    }
    return bytes.toByteArray();
  }

  private static List<Path> files(Path chart) throws IOException {
    try (Stream<Path> all = Files.walk(chart)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void entry(OutputStream out, String name, byte[] content) throws IOException {
    if (name.length() > NAME_MAX) {
      throw new IOException("the path %s is too long for a chart".formatted(name));
    }
    out.write(header(name, content.length));
    out.write(content);
    out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  /** A POSIX ustar header: name, mode, owner, size, time, checksum, type, magic. */
  private static byte[] header(String name, int size) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, String.format(Locale.ROOT, "%011o\0", size));
    put(header, 136, "00000000000\0");
    put(header, 148, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar\00000");
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", checksum(header)));
    return header;
  }

  private static int checksum(byte[] header) {
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xff;
    }
    return sum;
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
