package io.evenkeel.model.sli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evenkeel.model.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The {@code shkeptncontext} of an alert: every notification of one instance of an alert has the
 * same.
 *
 * <p>Source: prometheus.md §6, "Context".
 */
public final class AlertContext {

  private static final int BYTES = 16;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private AlertContext() {}

  /**
   * Returns the context for {@code fingerprint} and {@code startsAt} joined: the text itself if it
   * is a UUID, otherwise one made of its hash.
   */
  public static String of(String key) {
    if (UUID_TEXT.matcher(key).matches()) {
      return key;
    }
    byte[] text = key.getBytes(UTF_8);
    byte[] bytes =
        text.length < BYTES ? padded(text) : Arrays.copyOf(Sha256.begin().digest(text), BYTES);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    ByteBuffer halves = ByteBuffer.wrap(bytes);
    return new UUID(halves.getLong(), halves.getLong()).toString();
  }

  private static byte[] padded(byte[] text) {
    byte[] bytes = Arrays.copyOf(text, BYTES);
    Arrays.fill(bytes, text.length, BYTES, (byte) ' ');
    return bytes;
  }
}
