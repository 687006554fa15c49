package io.evenkeel.secret;

import io.evenkeel.model.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys for AES-256: the first encrypts, all decrypt. Several are there only while secrets are moved
 * from one to the next.
 */
record KeyRing(List<Key> keys) {

  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 6;
  private static final byte[] ID_LABEL = {'k', 'e', 'y', ' ', 'i', 'd'};

  KeyRing {
    keys = List.copyOf(keys);
  }

  /**
   * Reads keys: 32 bytes each in base64, separated by commas or white space.
   *
   * @throws IllegalArgumentException if it is none; the message does not repeat it
   */
  static KeyRing parse(String text) {
    List<Key> keys = Arrays.stream(text.strip().split("[,\\s]+", -1))
        .map(KeyRing::decode)
        .map(Key::of)
        .toList();
    return new KeyRing(keys);
  }

  static KeyRing random(SecureRandom random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return new KeyRing(List.of(Key.of(bytes)));
  }

  Key current() {
    return keys.get(0);
  }

  Optional<Key> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** With a new key in front. */
  KeyRing followedBy(KeyRing newer) {
    List<Key> all = new ArrayList<>(newer.keys());
    all.addAll(keys);
    return new KeyRing(all);
  }

  /** Only the key that encrypts. */
  KeyRing withoutFormer() {
    return new KeyRing(List.of(current()));
  }

  /** One key a line, as {@link #parse} reads them. */
  String text() {
    return keys.stream()
        .map(key -> Base64.getEncoder().encodeToString(key.secret().getEncoded()) + "\n")
        .collect(Collectors.joining());
  }

  private static byte[] decode(String text) {
    byte[] key = new byte[0];
    try {
      key = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException malformed) {
      // Told below, without the text.
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "a key is 32 random bytes in base64; make one with: head -c 32 /dev/urandom | base64");
    }
    return key;
  }

  @Override
  public String toString() {
    return "KeyRing" + keys.stream().map(Key::id).toList();
  }

  /**
   * One key.
   *
   * @param id tells keys apart and says nothing about them
   */
  record Key(String id, SecretKey secret) {

    static Key of(byte[] bytes) {
      MessageDigest digest = Sha256.begin();
      digest.update(ID_LABEL);
      byte[] hash = digest.digest(bytes);
      return new Key(HexFormat.of().formatHex(hash, 0, ID_BYTES), new SecretKeySpec(bytes, "AES"));
    }

    @Override
    public String toString() {
      return "Key[" + id + "]";
    }
  }
}
