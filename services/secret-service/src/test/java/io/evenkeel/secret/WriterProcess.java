package io.evenkeel.secret;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes secrets and changes the key without end, for a test to kill; prints what is stored. */
final class WriterProcess {

  private static final int ROTATE_EVERY = 3;

  private WriterProcess() {}

  /** Takes the data directory and the number of the round. */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    SecretFile store = SecretFile.open(
        directory.resolve("secrets.json"), KeySource.of("", directory.resolve("secret.key")));
    Scopes.Scope scope = new Scopes.Scope("keptn-default", List.of());
    for (int count = 0; ; count++) {
      String name = "s%s-%d-end".formatted(arguments[1], count);
      store.create(new ScopedSecret(name, scope.name(), Map.of("value", "of " + name)), scope);
      System.out.println(name);
      if (count % ROTATE_EVERY == 0) {
        store.rotateKey();
      }
    }
  }
}
