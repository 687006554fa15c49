package io.evenkeel.gateway.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-decoding by the rules of paths: {@code +} stays what it is. */
public final class PercentCoding {

  private PercentCoding() {}

  /**
   * Decodes once.
   *
   * @throws IllegalArgumentException if a {@code %} is not followed by two hexadecimal digits
   */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      int next = text.indexOf('%', at);
      int end = next < 0 ? text.length() : next;
      bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
      at = end;
      if (next >= 0) {
        bytes.write(octet(text, next));
        at = next + 3;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int octet(String text, int percent) {
    int high = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 1), 16) : -1;
    int low = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw new IllegalArgumentException("malformed percent-encoding in \"" + text + "\"");
    }
    return high * 16 + low;
  }
}
