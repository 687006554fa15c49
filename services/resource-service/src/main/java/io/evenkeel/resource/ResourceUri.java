package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;

/**
 * The name of a resource below its level: decoded, normalised, and safe to use as a path in a
 * repository (resources.md §4.1, §5).
 *
 * @param path without a slash at either end, e.g. {@code job/config.yaml}
 * @param echo what answers call it: as received, encoded once
 */
record ResourceUri(String path, String echo) {

  /** Longest path in bytes of UTF-8. */
  static final int MAX_PATH_BYTES = 1024;

  private static final int MAX_SEGMENT_BYTES = 255;
  private static final Pattern CHART = Pattern.compile("(|.*/)helm/([^/]+)\\.tgz");

  /**
   * Reads the rest of a request's path after {@code /resource/}, as received. Clients send
   * {@code job%2Fconfig.yaml}, {@code job%252Fconfig.yaml} or {@code job/config.yaml} for the same
   * file.
   *
   * @throws Refusal with 400 {@code invalid resource uri}
   */
  static ResourceUri fromPath(String raw) {
    String once = decode(raw, false);
    String twice = decode(once, true);
    return new ResourceUri(normalise(twice), raw.contains("%25") ? once : raw);
  }

  /**
   * Takes a plain path from a body.
   *
   * @throws Refusal with 400 {@code invalid resource uri}
   */
  static ResourceUri fromBody(String plain) {
    return new ResourceUri(normalise(plain), plain);
  }

  /** The folder of the chart, if this names one as an archive: {@code helm/<name>.tgz}. */
  Optional<String> chartFolder() {
    return CHART.matcher(path).matches()
        ? Optional.of(path.substring(0, path.length() - ".tgz".length()))
        : Optional.empty();
  }

  /** The name of the chart if this names one as an archive, else {@code ""}. */
  String chartName() {
    Matcher chart = CHART.matcher(path);
    return chart.matches() ? chart.group(2) : "";
  }

  private static String normalise(String text) {
    String path = Stream.of(text.split("/"))
        .filter(segment -> !segment.isEmpty() && !segment.equals("."))
        .collect(Collectors.joining("/"));
    if (path.isEmpty() || path.contains("..") || path.contains("~") || !isUsable(path)) {
      throw invalid();
    }
    return path;
  }

  /** Git's own rules: no control characters, no {@code .git} however it is written. */
  private static boolean isUsable(String path) {
    if (path.contains("\\") || path.chars().anyMatch(Character::isISOControl)) {
      return false;
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
      return false;
    }
    return byteLength(path) <= MAX_PATH_BYTES
        && Stream.of(path.split("/")).allMatch(segment -> byteLength(segment) <= MAX_SEGMENT_BYTES)
        && isGitPath(path);
  }

  private static boolean isGitPath(String path) {
    try {
      new ObjectChecker().setSafeForMacOS(true).checkPath(path);
      return true;
    } catch (CorruptObjectException reserved) {
      return false;
    }
  }

  private static int byteLength(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Percent-decodes; with form rules a {@code +} is a blank. */
  private static String decode(String text, boolean form) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < encoded.length; at++) {
      if (encoded[at] == '%') {
        bytes.write(hex(encoded, at + 1) << 4 | hex(encoded, at + 2));
        at += 2;
      } else {
        bytes.write(form && encoded[at] == '+' ? ' ' : encoded[at]);
      }
    }
    return utf8(bytes.toByteArray());
  }

  private static int hex(byte[] encoded, int at) {
    int digit = at < encoded.length ? Character.digit(encoded[at], 16) : -1;
    if (digit < 0) {
      throw invalid();
    }
    return digit;
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      throw invalid();
    }
  }

  private static Refusal invalid() {
    return new Refusal(400, "invalid resource uri");
  }
}
