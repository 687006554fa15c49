package io.evenkeel.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.Refusal;
import io.evenkeel.secret.Scopes.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

  private static final Scope SCOPE = new Scope("s", List.of());
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final String NEXT = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

  @TempDir
  Path directory;

  private Path file;
  private Path keyFile;

  @BeforeEach
  void nameFiles() {
    file = directory.resolve("secrets.json");
    keyFile = directory.resolve("secret.key");
  }

  private SecretFile open(String variable) {
    return SecretFile.open(file, KeySource.of(variable, keyFile));
  }

  private static void put(SecretFile store, String name, String value) {
    store.create(new ScopedSecret(name, "s", Map.of("k", value)), SCOPE);
  }

  @Test
  void theKeyFileIsMadeOnceAndForItsOwnerOnly() throws IOException {
    put(open(""), "a", "1");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(open("").read("a", "s").data()).containsEntry("k", "1");
  }

  @Test
  void aKeyFileThatOthersMayReadIsRefused() throws IOException {
    open("");
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> open(""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the key file %s can be used by others (rw-r-----); take it back with:"
                + " chmod 600 %s",
            keyFile, keyFile);
  }

  @Test
  void withoutTheKeyTheSecretsAreNotThrownAway() throws IOException {
    put(open(""), "a", "1");
    Files.delete(keyFile);

    assertThatThrownBy(() -> open(""))
        .hasMessageContaining("there are encrypted secrets but no key")
        .hasMessageContaining(keyFile.toString());
    assertThat(keyFile).doesNotExist();
  }

  @Test
  void theVariableWinsAndNoKeyFileIsMade() {
    put(open(KEY), "a", "1");

    assertThat(keyFile).doesNotExist();
    assertThat(open(KEY).read("a", "s").data()).containsEntry("k", "1");
    assertThatThrownBy(() -> open(NEXT)).hasMessageContaining("secret a needs the key ");
  }

  @Test
  void aVariableThatIsNoKeyIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> open("my-own-password"))
        .hasMessage("EVENKEEL_SECRET_KEY holds no key: a key is 32 random bytes in base64;"
            + " make one with: head -c 32 /dev/urandom | base64");
  }

  @Test
  void aNewKeyBeforeTheFormerOneReencryptsAtTheNextStart() {
    put(open(KEY), "a", "1");

    open(NEXT + "," + KEY);

    assertThat(open(NEXT).read("a", "s").data()).containsEntry("k", "1");
    assertThatThrownBy(() -> open(KEY)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aKeyFromTheVariableIsNotRotatedByTheServer() {
    SecretFile store = open(KEY);

    assertThatThrownBy(store::rotateKey)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("the key is given by EVENKEEL_SECRET_KEY: put a new one before it");
  }

  @Test
  void aRotationCutShortIsCompletedAtTheNextStart() throws IOException {
    put(open(""), "a", "1");
    KeyRing former = KeyRing.parse(Files.readString(keyFile));
    KeyRing both = former.followedBy(KeyRing.random(new SecureRandom()));
    new OwnerFile(keyFile).write(both.text());

    assertThat(open("").read("a", "s").data()).containsEntry("k", "1");

    new OwnerFile(keyFile).write(both.withoutFormer().text());
    assertThat(open("").read("a", "s").data()).containsEntry("k", "1");
  }

  @Test
  void valuesMovedToAnotherSecretAreNoticed() throws IOException {
    put(open(""), "a", "1");
    Files.writeString(file, Files.readString(file).replace("\"name\":\"a\"", "\"name\":\"b\""));

    assertThatThrownBy(() -> open(""))
        .hasMessage("secret b was altered outside of this server; restore the file from a backup");
  }

  @Test
  void aFileThatIsSomethingElseIsNotOverwritten() throws IOException {
    Files.writeString(file, "hello");

    assertThatThrownBy(() -> open("")).hasMessageContaining("is no file of secrets");
    assertThat(file).hasContent("hello");
  }

  @Test
  void whatCanNotBeWrittenIsNotThere() throws IOException {
    SecretFile store = open("");
    put(store, "a", "1");
    Files.createDirectories(directory.resolve("secrets.json.new").resolve("in-the-way"));

    assertThatThrownBy(() -> put(store, "b", "2"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("the file of secrets can not be written");
    assertThat(store.list()).extracting(ScopedSecret.Entry::name).containsExactly("a");
  }

  @Test
  void aBackupIsReadWithItsKeyAndKeptWithTheOwnOne() throws IOException {
    SecretFile one = open(KEY);
    put(one, "a", "hidden");
    Map<String, Object> backup = one.backup(true);
    SecretFile other =
        SecretFile.open(directory.resolve("other.json"), KeySource.of(NEXT, keyFile));

    other.restore(text(backup, "file"), text(backup, "key"), true);
    assertThat(other.list()).isEmpty();
    other.restore(text(backup, "file"), text(backup, "key"), false);

    assertThat(other.read("a", "s").data()).containsEntry("k", "hidden");
    assertThat(Files.readString(directory.resolve("other.json"))).doesNotContain("hidden");
    SecretFile again =
        SecretFile.open(directory.resolve("other.json"), KeySource.of(NEXT, keyFile));
    assertThat(again.read("a", "s").data()).containsEntry("k", "hidden");
  }

  @Test
  void aBackupWithoutItsKeyIsRefusedAndSaysWhichOneIsMissing() {
    SecretFile one = open(KEY);
    put(one, "a", "hidden");
    Map<String, Object> backup = one.backup(false);
    SecretFile other =
        SecretFile.open(directory.resolve("other.json"), KeySource.of(NEXT, keyFile));

    assertThat(backup).containsOnlyKeys("file");
    assertThat(text(backup, "file")).doesNotContain("hidden");
    assertThatThrownBy(() -> other.restore(text(backup, "file"), "", true))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("secret a needs the key")
        .hasMessageContaining("make the backup with its keys");
    SecretFile withBoth =
        SecretFile.open(directory.resolve("third.json"), KeySource.of(NEXT + "," + KEY, keyFile));
    withBoth.restore(text(backup, "file"), "", false);
    assertThat(withBoth.read("a", "s").data()).containsEntry("k", "hidden");
  }

  private static String text(Map<String, Object> backup, String part) {
    return String.valueOf(backup.get(part));
  }
}
