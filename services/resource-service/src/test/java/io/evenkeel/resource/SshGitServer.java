package io.evenkeel.resource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/** An SSH server that lets the user git in with one key and runs the git program. */
final class SshGitServer implements AutoCloseable {

  private final Path root;
  private final SshServer server;

  private SshGitServer(Path root, SshServer server) {
    this.root = root;
    this.server = server;
  }

  static SshGitServer start(Path root, KeyPair host, KeyPair allowed) throws IOException {
    return start(root, host, allowed, 0);
  }

  static SshGitServer start(Path root, KeyPair host, KeyPair allowed, int port) throws IOException {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(port);
    server.setKeyPairProvider(KeyPairProvider.wrap(host));
    server.setPublickeyAuthenticator((user, key, session) ->
        user.equals("git") && KeyUtils.compareKeys(key, allowed.getPublic()));
    server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    server.start();
    return new SshGitServer(root, server);
  }

  int port() {
    return server.getPort();
  }

  String create(String name) {
    Path path = root.resolve(name + ".git");
    RunningService.run(List.of("git", "init", "-q", "--bare", "-b", "master", path.toString()));
    return url(name);
  }

  String url(String name) {
    return "ssh://127.0.0.1:%d%s".formatted(port(), root.resolve(name + ".git"));
  }

  String head(String name, String branch) {
    return RunningService.run(
        List.of("git", "-C", root.resolve(name + ".git").toString(), "rev-parse", branch));
  }

  static KeyPair rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  static KeyPair ed25519() throws GeneralSecurityException {
    return SecurityUtils.getKeyPairGenerator(SecurityUtils.EDDSA).generateKeyPair();
  }

  /** The key as OpenSSH writes it; with {@code passphrase} unless that is empty. */
  static String text(KeyPair key, String passphrase) throws GeneralSecurityException, IOException {
    OpenSSHKeyEncryptionContext context = new OpenSSHKeyEncryptionContext();
    context.setPassword(passphrase);
    context.setCipherType("256");
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
        key, "test", passphrase.isEmpty() ? null : context, text);
    return text.toString(StandardCharsets.UTF_8);
  }

  static Map<String, Object> access(String key, String passphrase) {
    return Map.of("privateKey", key, "privateKeyPass", passphrase);
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
