package io.evenkeel.resource;

import io.evenkeel.resource.UpstreamFailure.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/** SSH with a project's own key and nothing of the machine's: no agent, no settings, no keys. */
final class SshSessions {

  private final Path home;
  private final ServerKeyDatabase hosts;

  /** {@code home} stands in for a user's directory and need not exist. */
  SshSessions(Path home, ServerKeyDatabase hosts) {
    this.home = home;
    this.hosts = hosts;
  }

  /** Sessions that log in with the key of {@code credentials}. */
  SshdSessionFactory with(GitCredentials.Ssh credentials) throws UpstreamFailure {
    List<KeyPair> keys = keys(credentials);
    return new SshdSessionFactoryBuilder()
        .setHomeDirectory(home.toFile())
        .setSshDirectory(home.toFile())
        .setPreferredAuthentications("publickey")
        .setConfigStoreFactory((homeDirectory, configFile, user) -> null)
        .setDefaultKeysProvider(directory -> keys)
        .setServerKeyDatabase((homeDirectory, sshDirectory) -> hosts)
        .build(null);
  }

  private static List<KeyPair> keys(GitCredentials.Ssh credentials) throws UpstreamFailure {
    byte[] text = credentials.privateKey().getBytes(StandardCharsets.UTF_8);
    List<KeyPair> keys = new ArrayList<>();
    try (InputStream input = new ByteArrayInputStream(text)) {
      Iterable<KeyPair> read = SecurityUtils.loadKeyPairIdentities(
          null,
          NamedResource.ofName("private key"),
          input,
          FilePasswordProvider.of(credentials.passphrase()));
      if (read != null) {
        read.forEach(keys::add);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
      keys.clear();
    }
    if (keys.isEmpty()) {
      throw new UpstreamFailure(
          Kind.CREDENTIALS,
          "the private key can not be read; give it in OpenSSH or PEM form with its passphrase");
    }
    return keys;
  }
}
