package io.evenkeel.gateway.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The {@code shkeptncontext} of an event that comes in: a UUID is kept as it is written, any other
 * text gives the same UUID each time.
 *
 * <p>Source: rest-api.md §5.1.
 */
final class ContextId {

  private static final String DASHED = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final Pattern UUID_NOTATION =
      Pattern.compile(DASHED + "|(?i:urn:uuid:)" + DASHED + "|\\{" + DASHED + "}|[0-9a-fA-F]{32}");
  private static final int BYTES = 16;

  private ContextId() {}

  /** {@code random} is used when nothing is {@code given}. */
  static String of(String given, UUID random) {
    if (given.isEmpty()) {
      return random.toString();
    }
    return UUID_NOTATION.matcher(given).matches() ? given : derived(given);
  }

  /** The first 16 bytes, padded with blanks, with the bits of a version 4 UUID. */
  private static String derived(String text) {
    byte[] bytes = new byte[BYTES];
    Arrays.fill(bytes, (byte) ' ');
    byte[] given = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(given, 0, bytes, 0, Math.min(given.length, BYTES));
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong()).toString();
  }
}
