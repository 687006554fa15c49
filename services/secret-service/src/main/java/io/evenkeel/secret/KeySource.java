package io.evenkeel.secret;

import io.evenkeel.kit.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Consumer;

/**
 * Where the keys of the encrypted file come from: the variable {@code EVENKEEL_SECRET_KEY}, or a
 * file that is made on first use. Every sentence names the place, none the key.
 */
final class KeySource {

  private static final String VARIABLE = "EVENKEEL_SECRET_KEY";

  private final String variable;
  private final OwnerFile file;
  private final SecureRandom random = new SecureRandom();

  private KeySource(String variable, OwnerFile file) {
    this.variable = variable;
    this.file = file;
  }

  /** {@code variable} wins unless it is {@code ""}. */
  static KeySource of(String variable, Path file) {
    return new KeySource(variable.strip(), new OwnerFile(file));
  }

  /**
   * The keys; a new one when there are none yet and {@code mayMake}.
   *
   * @throws IllegalStateException with a sentence for the operator
   */
  KeyRing load(boolean mayMake) throws IOException {
    if (!variable.isEmpty()) {
      return parse(variable, VARIABLE);
    }
    if (file.exists()) {
      checkRights();
      return parse(file.read(), "the key file " + file.path());
    }
    if (!mayMake) {
      throw new IllegalStateException(
          ("there are encrypted secrets but no key: put the key file back at %s, or set %s"
                  + " (without the key the secrets are lost: then remove the file of secrets)")
              .formatted(file.path(), VARIABLE));
    }
    KeyRing fresh = KeyRing.random(random);
    file.write(fresh.text());
    return fresh;
  }

  /**
   * Puts a new key in the former one's place: {@code reencrypt} is called while the file holds
   * both, so that whenever the process dies, what is on the disk can be read.
   */
  KeyRing replace(KeyRing former, Consumer<KeyRing> reencrypt) throws IOException {
    if (!variable.isEmpty()) {
      throw new Refusal(
          409,
          "the key is given by %s: put a new one before it, separated by a comma, and restart;"
                  .formatted(VARIABLE)
              + " then the former one can go");
    }
    KeyRing both = former.withoutFormer().followedBy(KeyRing.random(random));
    file.write(both.text());
    reencrypt.accept(both);
    KeyRing only = both.withoutFormer();
    file.write(only.text());
    return only;
  }

  private void checkRights() throws IOException {
    if (file.isOpenToOthers()) {
      throw new IllegalStateException(
          "the key file %s can be used by others (%s); take it back with: chmod 600 %s"
              .formatted(file.path(), file.rights(), file.path()));
    }
  }

  private static KeyRing parse(String text, String origin) {
    try {
      return KeyRing.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalStateException(origin + " holds no key: " + malformed.getMessage());
    }
  }
}
