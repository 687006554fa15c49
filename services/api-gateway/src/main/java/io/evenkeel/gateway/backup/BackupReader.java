package io.evenkeel.gateway.backup;

import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.evenkeel.model.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads what {@link BackupWriter} writes, and refuses what is cut off, altered or foreign. */
final class BackupReader {

  private static final int BUFFER_BYTES = 64 << 10;
  private static final int LONGEST_LINE_BYTES = 64 << 20;

  private final Lines in;
  private final Visitor visitor;
  private final MessageDigest digest = Sha256.begin();
  private Map<String, Object> section = Map.of();
  private long lines;

  private BackupReader(InputStream in, Visitor visitor) {
    this.in = new Lines(in, BUFFER_BYTES, LONGEST_LINE_BYTES);
    this.visitor = visitor;
  }

  /** Hears what is in a backup, in its order. */
  interface Visitor {

    default void header(Header header) {}

    default void file(String name) throws IOException {}

    default void chunk(String name, byte[] bytes) throws IOException {}

    default void table(String name, List<String> columns, long last) throws IOException {}

    default void row(List<@Nullable Object> values) throws IOException {}
  }

  /**
   * What a backup says of itself.
   *
   * @param schema the version of every module's tables
   */
  record Header(String at, String version, Map<String, Integer> schema) {}

  /**
   * Reads all of {@code in}. Whoever must not act on a damaged backup reads it twice.
   *
   * @throws Refusal with status 400 and what is wrong with it
   */
  static void read(InputStream in, Visitor visitor) throws IOException {
    try (InputStream plain = new GZIPInputStream(in, BUFFER_BYTES)) {
      new BackupReader(plain, visitor).read();
    } catch (EOFException truncated) {
      throw cutOff();
    } catch (Lines.TooLong damaged) {
      throw altered();
    } catch (ZipException damaged) {
      throw String.valueOf(damaged.getMessage()).contains("GZIP format") ? foreign() : altered();
    }
  }

  private void read() throws IOException {
    visitor.header(header());
    for (byte[] line = in.next(); ; line = in.next()) {
      if (line.length == 0) {
        throw cutOff();
      }
      Object value = parse(line);
      if (value instanceof Map<?, ?> && Json.object(value).containsKey("end")) {
        end(Json.object(Json.object(value).get("end")));
        return;
      }
      count(line);
      hand(value);
    }
  }

  private Header header() throws IOException {
    byte[] line = in.next();
    Map<String, Object> json = startsAsObject(line) ? Json.object(parse(line)) : Map.of();
    if (!"backup".equals(json.get(BackupWriter.KIND))) {
      throw foreign();
    }
    if (!Long.valueOf(BackupWriter.FORMAT).equals(json.get("format"))) {
      throw new Refusal(
          400,
          "the backup has format %s, this server reads format %d; import it with a newer release"
              .formatted(json.get("format"), BackupWriter.FORMAT));
    }
    count(line);
    Map<String, Integer> schema = new LinkedHashMap<>();
    Json.object(json.get("schema"))
        .forEach((module, version) ->
            schema.put(module, version instanceof Number number ? number.intValue() : -1));
    return new Header(Json.text(json.get("at")), Json.text(json.get("version")), schema);
  }

  private static boolean startsAsObject(byte[] line) {
    return line.length > 0 && line[0] == '{';
  }

  private void hand(@Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?>) {
      section = Json.object(value);
      begin();
    } else if (value instanceof String text && section.containsKey("file")) {
      visitor.chunk(Json.text(section.get("file")), decoded(text));
    } else if (value instanceof List<?> && section.containsKey("table")) {
      visitor.row(Json.list(value));
    } else {
      throw altered();
    }
  }

  private void begin() throws IOException {
    if (section.containsKey("file")) {
      visitor.file(Json.text(section.get("file")));
    } else if (section.containsKey("table")) {
      visitor.table(
          Json.text(section.get("table")),
          Json.list(section.get("columns")).stream().map(Json::text).toList(),
          section.get("last") instanceof Number last ? last.longValue() : 0);
    } else {
      throw altered();
    }
  }

  private void end(Map<String, Object> said) throws IOException {
    String sum = HexFormat.of().formatHex(digest.digest());
    if (!sum.equals(said.get("sha256")) || !Long.valueOf(lines).equals(said.get("lines"))) {
      throw altered();
    }
    if (!in.isAtEnd()) {
      throw altered();
    }
  }

  private void count(byte[] line) {
    digest.update(line);
    digest.update((byte) '\n');
    lines++;
  }

  private static @Nullable Object parse(byte[] line) {
    try {
      return Json.parse(new String(line, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      throw altered();
    }
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException malformed) {
      throw altered();
    }
  }

  private static Refusal cutOff() {
    return new Refusal(
        400, "the backup is cut off before its end; copy it again, or make a new one");
  }

  private static Refusal altered() {
    return new Refusal(
        400, "the backup was altered or damaged (its checksum is not right); copy it again");
  }

  private static Refusal foreign() {
    return new Refusal(400, "this is no backup of an Evenkeel installation");
  }
}
