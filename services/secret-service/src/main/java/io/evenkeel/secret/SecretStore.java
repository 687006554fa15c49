package io.evenkeel.secret;

import io.evenkeel.kit.Refusal;
import io.evenkeel.secret.Scopes.Scope;
import java.util.List;
import java.util.Map;

/**
 * Where secrets are kept. Blocking, for one thread: {@link SecretClient} sees to both. Refusals
 * carry a status and the reason; a name is unique over all scopes, and a secret is only ever
 * changed through its own scope (secrets.md §5).
 */
interface SecretStore extends AutoCloseable {

  /** Refuses with 409 when there is a secret of that name. */
  void create(ScopedSecret secret, Scope scope);

  /** Replaces all values; refuses with 404 when the secret is not in that scope. */
  void update(ScopedSecret secret, Scope scope);

  /** Refuses with 404 when the secret is not in that scope. */
  void delete(String name, Scope scope);

  /** Everything there is, without values, by name. */
  List<ScopedSecret.Entry> list();

  /** With its values; refuses with 404. */
  ScopedSecret read(String name, String scope);

  /** Re-encrypts everything with a new key; returns what to tell the operator. */
  Map<String, Object> rotateKey();

  /**
   * Everything as it is kept, encrypted, as {@code "file"}, and, with {@code withKey}, the key as
   * {@code "key"}; empty where this installation does not keep it itself.
   */
  Map<String, Object> backup(boolean withKey);

  /**
   * Puts what {@link #backup} gave in the place of what there is, encrypted with the key of this
   * installation; with {@code onlyCheck} it only says whether that is possible.
   *
   * <p>Refuses with 409 when the key it is encrypted with is not known here.
   */
  void restore(String file, String key, boolean onlyCheck);

  @Override
  void close();

  /** What is said of a secret that is not there, or not in that scope, or not ours. */
  static Refusal notFound() {
    return new Refusal(404, "secret not found");
  }

  static Refusal alreadyExists() {
    return new Refusal(409, "secret already exists");
  }
}
