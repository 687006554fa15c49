package io.evenkeel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that name a project's Git upstream. Source: cli.md §3. */
final class GitOptions {

  @Option(
      names = {"-r", "--git-remote-url"},
      paramLabel = "URL",
      description = "Git upstream; not needed when the server keeps the repository itself")
  @Nullable
  String remoteUrl;

  @Option(
      names = {"-u", "--git-user"},
      description = "User at the upstream")
  @Nullable
  String user;

  @Option(
      names = {"-t", "--git-token"},
      description = "Access token at the upstream")
  @Nullable
  String token;

  @Option(
      names = {"-k", "--git-private-key"},
      paramLabel = "FILE",
      description = "Private key for ssh://")
  @Nullable
  Path privateKey;

  @Option(
      names = {"-l", "--git-private-key-pass"},
      description = "Passphrase of the private key")
  @Nullable
  String privateKeyPass;

  @Option(
      names = {"-p", "--git-proxy-url"},
      paramLabel = "HOST:PORT",
      description = "Proxy in front of the upstream")
  @Nullable
  String proxyUrl;

  @Option(
      names = {"-j", "--git-proxy-scheme"},
      description = "http or https")
  @Nullable
  String proxyScheme;

  @Option(
      names = {"-w", "--git-proxy-user"},
      description = "User at the proxy")
  @Nullable
  String proxyUser;

  @Option(
      names = {"-e", "--git-proxy-password"},
      description = "Password at the proxy")
  @Nullable
  String proxyPassword;

  @Option(
      names = {"-x", "--insecure-skip-tls"},
      description = "Do not verify the upstream's certificate")
  boolean insecureSkipTls;

  @Option(
      names = {"-g", "--git-pem-certificate"},
      paramLabel = "FILE",
      description = "Certificate to trust")
  @Nullable
  Path pemCertificate;

  /** Whether the user named an upstream at all. */
  boolean given() {
    return Stream.of(remoteUrl, user, token, privateKey, proxyUrl)
        .anyMatch(option -> option != null);
  }

  /** Throws {@link CommandFailure} for the first combination that cannot work. */
  void check() {
    refuse(remoteUrl == null, "GIT remote URL must be set");
    refuse(token == null && privateKey == null, "GIT Access token or GIT private key must be set");
    refuse(
        token != null && privateKey != null,
        "GIT Access token and GIT private key cannot be set together");
    refuse(proxyUrl != null && ssh(), "GIT Proxy cannot be set with SSH");
    refuse(proxyUrl != null && proxyScheme == null, "GIT Proxy cannot be set without scheme");
  }

  /** Whether {@code update project} changes the upstream. */
  boolean namesUserAndUrl() {
    return user != null && remoteUrl != null;
  }

  /** {@link #check} in the words of {@code update project}. */
  void checkUpdate() {
    refuse(token == null && privateKey == null, "Access token or private key must be set");
    refuse(
        token != null && privateKey != null, "Access token and private key cannot be set together");
    refuse(proxyUrl != null && ssh(), "Proxy cannot be set with SSH");
    refuse(proxyUrl != null && proxyScheme == null, "Proxy cannot be set without scheme");
  }

  /** The request's {@code gitCredentials}. */
  Map<String, Object> credentials() {
    Map<String, Object> credentials = new LinkedHashMap<>();
    put(credentials, "remoteURL", remoteUrl);
    put(credentials, "user", user);
    if (ssh()) {
      credentials.put("ssh", sshCredentials());
    } else if (remoteUrl != null && remoteUrl.startsWith("http")) {
      credentials.put("https", httpsCredentials());
    }
    return credentials;
  }

  private Map<String, Object> sshCredentials() {
    Map<String, Object> ssh = new LinkedHashMap<>();
    put(ssh, "privateKey", privateKey == null ? null : base64(privateKey));
    put(ssh, "privateKeyPass", privateKeyPass);
    return ssh;
  }

  private Map<String, Object> httpsCredentials() {
    Map<String, Object> https = new LinkedHashMap<>();
    put(https, "token", token);
    https.put("insecureSkipTLS", insecureSkipTls);
    put(https, "certificate", pemCertificate == null ? null : base64(pemCertificate));
    if (proxyUrl != null) {
      Map<String, Object> proxy = new LinkedHashMap<>();
      put(proxy, "url", proxyUrl);
      put(proxy, "scheme", proxyScheme);
      put(proxy, "user", proxyUser);
      put(proxy, "password", proxyPassword);
      https.put("proxy", proxy);
    }
    return https;
  }

  private boolean ssh() {
    return remoteUrl != null && remoteUrl.startsWith("ssh://");
  }

  private static void refuse(boolean wrong, String message) {
    if (wrong) {
      throw new CommandFailure(message);
    }
  }

  private static void put(Map<String, Object> object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  private static String base64(Path file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (NoSuchFileException missing) {
      throw new CommandFailure("there is no file " + file.toAbsolutePath(), missing);
    } catch (IOException unreadable) {
      throw new CommandFailure("%s could not be read: %s".formatted(file, unreadable), unreadable);
    }
  }
}
