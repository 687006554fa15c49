package io.evenkeel.gateway.access;

import io.evenkeel.model.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as its holder has it: {@code ekt_<id>_<secret>}. The id finds it; the secret has 256
 * random bits, so a plain SHA-256 of the whole is safe to keep.
 */
public record TokenText(String id, String text) {

  private static final Pattern FORM = Pattern.compile("ekt_([0-9a-f]{12})_[A-Za-z0-9_-]{43}");
  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one. */
  public static TokenText random() {
    String id = HexFormat.of().formatHex(bytes(ID_BYTES));
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES));
    return new TokenText(id, "ekt_" + id + "_" + secret);
  }

  /** What a client sent, if it has the form of a token. */
  public static Optional<TokenText> read(String given) {
    Matcher matcher = FORM.matcher(given);
    return matcher.matches()
        ? Optional.of(new TokenText(matcher.group(1), given))
        : Optional.empty();
  }

  /** What is kept of it. */
  public String hash() {
    return Sha256.hex(text);
  }

  @Override
  public String toString() {
    return "ekt_" + id + "_***";
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
