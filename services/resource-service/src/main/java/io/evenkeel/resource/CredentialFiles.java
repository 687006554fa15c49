package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Credentials as files, one a project, encrypted with AES-256-GCM. The key is a file that only its
 * owner may read. A file is a version byte, a nonce of 12 bytes and the cipher text, bound to the
 * project's name: copied to another project it can not be read.
 */
final class CredentialFiles implements CredentialStore {

  private static final String SUFFIX = ".credentials";
  private static final byte VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEADER_BYTES = 1 + NONCE_BYTES;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path directory;
  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private CredentialFiles(Path directory, SecretKeySpec key) {
    this.directory = directory;
    this.key = key;
  }

  /**
   * Opens the files in {@code directory}, which belongs to this process; makes the key if there is
   * none.
   *
   * @throws IllegalStateException with a sentence for the operator if the key is unusable
   */
  static CredentialFiles open(Path directory, Path keyFile) throws IOException {
    Files.createDirectories(directory);
    CredentialFiles files = new CredentialFiles(directory, key(keyFile));
    files.clearLeftovers();
    return files;
  }

  @Override
  public Set<String> projects() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .collect(Collectors.toSet());
    }
  }

  @Override
  public Optional<GitCredentials> get(String project) throws IOException {
    Path file = file(project);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String json = new String(decrypt(project, Files.readAllBytes(file)), StandardCharsets.UTF_8);
    return Optional.of(GitCredentials.of(Json.parseObject(json)));
  }

  @Override
  public void put(String project, GitCredentials credentials) throws IOException {
    byte[] json = Json.write(credentials.secret()).getBytes(StandardCharsets.UTF_8);
    write(file(project), encrypt(project, json));
  }

  @Override
  public void remove(String project) throws IOException {
    Files.deleteIfExists(file(project));
    CommitWriter.syncDirectory(directory);
  }

  @Override
  public void adopt(Path folder, Path foreignKey) throws IOException {
    CredentialFiles foreign =
        new CredentialFiles(folder, Files.exists(foreignKey) ? key(foreignKey) : key);
    for (String project : foreign.projects()) {
      try {
        put(project, foreign.get(project).orElseThrow());
      } catch (Refusal unreadable) {
        write(file(project), Files.readAllBytes(foreign.file(project)));
      }
    }
  }

  private Path file(String project) {
    return directory.resolve(project + SUFFIX);
  }

  private byte[] encrypt(String project, byte[] plain) throws IOException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, project, nonce, plain);
    return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
        .put(VERSION)
        .put(nonce)
        .put(sealed)
        .array();
  }

  private byte[] decrypt(String project, byte[] file) throws IOException {
    if (file.length <= HEADER_BYTES || file[0] != VERSION) {
      throw unreadable();
    }
    ByteBuffer buffer = ByteBuffer.wrap(file, 1, file.length - 1);
    byte[] nonce = new byte[NONCE_BYTES];
    byte[] sealed = new byte[file.length - HEADER_BYTES];
    buffer.get(nonce).get(sealed);
    return cipher(Cipher.DECRYPT_MODE, project, nonce, sealed);
  }

  private byte[] cipher(int mode, String project, byte[] nonce, byte[] text) throws IOException {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(project.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException wrongKeyOrText) {
      throw unreadable();
    }
  }

  /** The contract's answer (resources.md §4.2). */
  private static Refusal unreadable() {
    return new Refusal(424, "Could not decode credentials for upstream repository");
  }

  private static SecretKeySpec key(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      write(file, key);
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != KEY_BYTES) {
      throw new IllegalStateException(
          ("the key of the Git credentials, %s, is not %d bytes long; restore it from a backup, or"
                  + " name the right one with EVENKEEL_GIT_KEY_FILE")
              .formatted(file, KEY_BYTES));
    }
    if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(file, OWNER_ONLY);
    }
    return new SecretKeySpec(key, "AES");
  }

  /** In one step: a crash leaves the old content or the new one. */
  private static void write(Path file, byte[] content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    CommitWriter.syncDirectory(file.resolveSibling("."));
  }

  private void clearLeftovers() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file :
          files.filter(each -> each.toString().endsWith(SUFFIX + ".unfinished")).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
