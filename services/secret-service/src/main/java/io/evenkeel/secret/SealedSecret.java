package io.evenkeel.secret;

import io.evenkeel.model.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A secret as it is on the disk: its values under AES-256-GCM. Name and scope are readable but
 * authenticated: values can not be moved to another secret.
 *
 * @param key id of the key
 * @param box nonce and ciphertext with tag, in base64
 */
record SealedSecret(String name, String scope, String key, String box) {

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  static SealedSecret seal(ScopedSecret secret, KeyRing.Key key, SecureRandom random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] plain = Json.write(secret.data()).getBytes(StandardCharsets.UTF_8);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, label(secret.name(), secret.scope()));
      byte[] box = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
      cipher.doFinal(plain, 0, plain.length, box, NONCE_BYTES);
      return new SealedSecret(
          secret.name(), secret.scope(), key.id(), Base64.getEncoder().encodeToString(box));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this Java can not encrypt with " + CIPHER, impossible);
    }
  }

  /**
   * Decrypts it.
   *
   * @throws IllegalStateException if its key is not among {@code keys}, or it was altered
   */
  ScopedSecret open(KeyRing keys) {
    KeyRing.Key used = keys.find(key)
        .orElseThrow(() -> new IllegalStateException(
            "secret %s needs the key %s, which is not given".formatted(name, key)));
    try {
      byte[] bytes = Base64.getDecoder().decode(box);
      byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
      byte[] plain = cipher(Cipher.DECRYPT_MODE, used, nonce, label(name, scope))
          .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      return new ScopedSecret(name, scope, data(new String(plain, StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException | IllegalArgumentException altered) {
      throw new IllegalStateException(
          "secret %s was altered outside of this server; restore the file from a backup"
              .formatted(name),
          altered);
    }
  }

  Map<String, Object> toMap() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("scope", scope);
    json.put("key", key);
    json.put("box", box);
    return json;
  }

  /**
   * The reverse of {@link #toMap}.
   *
   * @throws IllegalArgumentException if it is no such thing
   */
  static SealedSecret of(Map<String, Object> json) {
    String box = Json.text(json.get("box"));
    if (Base64.getDecoder().decode(box).length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
      throw new IllegalArgumentException("a secret is cut off");
    }
    return new SealedSecret(
        Json.text(json.get("name")), Json.text(json.get("scope")), Json.text(json.get("key")), box);
  }

  private static Cipher cipher(int mode, KeyRing.Key key, byte[] nonce, byte[] label)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(label);
    return cipher;
  }

  /** Unambiguous whatever the names contain. */
  private static byte[] label(String name, String scope) {
    return "1 %d %s %s".formatted(name.length(), name, scope).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> data(String json) {
    Map<String, String> data = new HashMap<>();
    Json.parseObject(json).forEach((key, value) -> data.put(key, Json.text(value)));
    return data;
  }

  @Override
  public String toString() {
    return "SealedSecret[name=%s, scope=%s, key=%s]".formatted(name, scope, key);
  }
}
