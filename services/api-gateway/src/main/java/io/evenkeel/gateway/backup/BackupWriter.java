package io.evenkeel.gateway.backup;

import io.evenkeel.model.Json;
import io.evenkeel.model.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a backup: gzip of lines of JSON. First an object that says what it is; then sections, each
 * an object followed by what it holds: a file's bytes in base64, a table's rows as lists; last an
 * object with the number of lines and the SHA-256 of all bytes before it.
 */
final class BackupWriter implements Closeable {

  static final long FORMAT = 1;
  static final String KIND = "evenkeel";

  private static final int BUFFER_BYTES = 64 << 10;

  private final OutputStream out;
  private final MessageDigest digest = Sha256.begin();
  private long lines;

  BackupWriter(OutputStream out) throws IOException {
    this.out = new GZIPOutputStream(out, BUFFER_BYTES);
  }

  /** Has to be first. */
  void header(Instant at, String version, Map<String, Integer> schema) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(KIND, "backup");
    header.put("format", FORMAT);
    header.put("at", at.toString());
    header.put("version", version);
    header.put("schema", schema);
    line(header);
  }

  /** Begins a file. */
  void file(String name) throws IOException {
    line(Map.of("file", name));
  }

  /** More bytes of the file that was begun last. */
  void chunk(byte[] bytes) throws IOException {
    line(Base64.getEncoder().encodeToString(bytes));
  }

  /** Begins a table; {@code last} is the highest number it has given out by itself. */
  void table(String name, List<String> columns, long last) throws IOException {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("table", name);
    table.put("columns", columns);
    table.put("last", last);
    line(table);
  }

  /** One more row of the table that was begun last. */
  void row(List<@Nullable Object> values) throws IOException {
    line(values);
  }

  /** Says that nothing is missing. */
  void end() throws IOException {
    String sum = HexFormat.of().formatHex(digest.digest());
    write(Map.of("end", Map.of("lines", lines, "sha256", sum)));
  }

  private void line(Object value) throws IOException {
    digest.update(write(value));
    lines++;
  }

  private byte[] write(Object value) throws IOException {
    byte[] line = (Json.write(value) + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(line);
    return line;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
