package io.evenkeel.secret;

import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.evenkeel.secret.Scopes.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Secrets in one file of JSON, each encrypted by itself; the file is written anew with every
 * change. In memory they are encrypted too.
 */
final class SecretFile implements SecretStore {

  private static final long FORMAT = 1;

  private final OwnerFile file;
  private final KeySource source;
  private final SecureRandom random = new SecureRandom();
  private KeyRing keys;
  private Map<String, SealedSecret> secrets;

  private SecretFile(
      OwnerFile file, KeySource source, KeyRing keys, Map<String, SealedSecret> secrets) {
    this.file = file;
    this.source = source;
    this.keys = keys;
    this.secrets = secrets;
  }

  /**
   * Reads the file and sees that every secret can be decrypted. Secrets under a former key are
   * encrypted with the current one.
   *
   * @throws IllegalStateException with a sentence for the operator
   */
  static SecretFile open(Path path, KeySource source) {
    OwnerFile file = new OwnerFile(path);
    try {
      Map<String, SealedSecret> secrets = file.exists() ? parse(path, file.read()) : Map.of();
      KeyRing keys = source.load(secrets.isEmpty());
      SecretFile store = new SecretFile(file, source, keys, secrets);
      store.renew(keys);
      return store;
    } catch (IOException unusable) {
      throw new IllegalStateException(
          "the secrets in %s can not be used: %s".formatted(path, unusable), unusable);
    }
  }

  @Override
  public void create(ScopedSecret secret, Scope scope) {
    if (secrets.containsKey(secret.name())) {
      throw SecretStore.alreadyExists();
    }
    put(secret);
  }

  @Override
  public void update(ScopedSecret secret, Scope scope) {
    inScope(secret.name(), scope.name());
    put(secret);
  }

  @Override
  public void delete(String name, Scope scope) {
    inScope(name, scope.name());
    Map<String, SealedSecret> fewer = new TreeMap<>(secrets);
    fewer.remove(name);
    store(fewer);
  }

  @Override
  public List<ScopedSecret.Entry> list() {
    return secrets.values().stream().map(stored -> stored.open(keys).entry()).toList();
  }

  @Override
  public ScopedSecret read(String name, String scope) {
    return inScope(name, scope).open(keys);
  }

  @Override
  public Map<String, Object> rotateKey() {
    try {
      keys = source.replace(keys, this::renew);
    } catch (IOException unwritable) {
      throw new Refusal(500, "the key file can not be written: " + unwritable);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("key", keys.current().id());
    answer.put("secrets", secrets.size());
    return answer;
  }

  @Override
  public Map<String, Object> backup(boolean withKey) {
    if (secrets.isEmpty()) {
      return Map.of();
    }
    return withKey
        ? Map.of("file", text(secrets), "key", keys.text())
        : Map.of("file", text(secrets));
  }

  @Override
  public void restore(String text, String key, boolean onlyCheck) {
    Map<String, SealedSecret> restored = parse(file.path(), text);
    KeyRing ring = key.isEmpty() ? keys : KeyRing.parse(key).followedBy(keys);
    Map<String, SealedSecret> own = new TreeMap<>();
    restored.forEach((name, stored) -> {
      try {
        own.put(name, SealedSecret.seal(stored.open(ring), keys.current(), random));
      } catch (IllegalStateException unreadable) {
        throw new Refusal(
            409,
            ("%s; give it in EVENKEEL_SECRET_KEY or the key file, behind the own one, or make the"
                    + " backup with its keys")
                .formatted(unreadable.getMessage()));
      }
    });
    if (!onlyCheck) {
      store(own);
    }
  }

  @Override
  public void close() {
    // Everything is on the disk.
  }

  private SealedSecret inScope(String name, String scope) {
    SealedSecret stored = secrets.get(name);
    if (stored == null || !stored.scope().equals(scope)) {
      throw SecretStore.notFound();
    }
    return stored;
  }

  private void put(ScopedSecret secret) {
    Map<String, SealedSecret> more = new TreeMap<>(secrets);
    more.put(secret.name(), SealedSecret.seal(secret, keys.current(), random));
    store(more);
  }

  /** Encrypts with the first of {@code ring} what is encrypted with another. */
  private void renew(KeyRing ring) {
    Map<String, SealedSecret> renewed = new TreeMap<>();
    secrets.forEach((name, stored) -> {
      ScopedSecret secret = stored.open(ring);
      boolean isCurrent = stored.key().equals(ring.current().id());
      renewed.put(name, isCurrent ? stored : SealedSecret.seal(secret, ring.current(), random));
    });
    if (!renewed.equals(secrets)) {
      store(renewed);
    }
    keys = ring;
  }

  private static String text(Map<String, SealedSecret> secrets) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("secrets", secrets.values().stream().map(SealedSecret::toMap).toList());
    return Json.write(json) + "\n";
  }

  private void store(Map<String, SealedSecret> next) {
    try {
      file.write(text(next));
    } catch (IOException unwritable) {
      throw new Refusal(500, "the file of secrets can not be written: " + unwritable);
    }
    secrets = next;
  }

  private static Map<String, SealedSecret> parse(Path path, String text) {
    try {
      Map<String, Object> json = Json.parseObject(text);
      if (!Long.valueOf(FORMAT).equals(json.get("format"))) {
        throw new IllegalArgumentException("its format is not " + FORMAT);
      }
      Map<String, SealedSecret> secrets = new TreeMap<>();
      Json.list(json.get("secrets")).stream()
          .map(item -> SealedSecret.of(Json.object(item)))
          .forEach(secret -> secrets.put(secret.name(), secret));
      return secrets;
    } catch (IllegalArgumentException foreign) {
      throw new IllegalStateException(
          "%s is no file of secrets (%s); restore it from a backup, or move it away"
              .formatted(path, foreign.getMessage()),
          foreign);
    }
  }
}
