package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/**
 * Where a project's upstream is and how to get in (resources.md §6.1). Kept and handed over as the
 * JSON object that the original keeps; its text form shows no secret.
 *
 * @param remoteUrl {@code http://}, {@code https://} or {@code ssh://}, without a password
 * @param user {@code ""} when none was given
 * @param https how to get in by http or https; {@link Https#NONE} with {@code ssh}
 * @param ssh how to get in by ssh; {@link Ssh#NONE} with {@code https}
 */
record GitCredentials(String remoteUrl, String user, Https https, Ssh ssh) {

  private static final String INTERNAL = "Internal server error: ";
  private static final Pattern URL = Pattern.compile("(https?|ssh)://.*");

  /** {@code scheme://user:password@rest}. */
  private static final Pattern PASSWORD = Pattern.compile("(https?://)([^/@:]*):([^/@]*)@(.*)");

  /** Whoever has a token only is called so; servers look at the token. */
  private static final String DEFAULT_USER = "keptnuser";

  /**
   * Access by http or https.
   *
   * @param token or password; {@code ""} for a repository that is open to all
   * @param certificate PEM text of authorities to trust besides the system's, or {@code ""}
   * @param insecureSkipTls whether any certificate will do
   */
  record Https(String token, String certificate, boolean insecureSkipTls, GitProxy proxy) {
    static final Https NONE = new Https("", "", false, GitProxy.NONE);
  }

  /**
   * Access by ssh.
   *
   * @param privateKey PEM or OpenSSH text
   * @param passphrase of the key, or {@code ""}
   */
  record Ssh(String privateKey, String passphrase) {
    static final Ssh NONE = new Ssh("", "");
  }

  /**
   * Reads the stored form, key and certificate in plain text.
   *
   * @throws Refusal with the contract's status and the rule that is broken
   */
  static GitCredentials of(Map<String, Object> json) {
    String url = Json.text(json.get("remoteURL"));
    Map<String, Object> https = Json.object(json.get("https"));
    Map<String, Object> ssh = Json.object(json.get("ssh"));
    boolean overSsh = url.startsWith("ssh://");
    if (!URL.matcher(url).matches()) {
      throw new Refusal(500, INTERNAL + "remoteURL scheme must be http, https or ssh");
    }
    if (json.get(overSsh ? "ssh" : "https") == null
        || json.get(overSsh ? "https" : "ssh") != null) {
      throw new Refusal(500, INTERNAL + "credentials need to have ssh or http auth method");
    }
    GitCredentials read = new GitCredentials(
        url,
        Json.text(json.get("user")),
        overSsh ? Https.NONE : https(https),
        overSsh ? ssh(ssh) : Ssh.NONE);
    return read.withoutPasswordInUrl().checked();
  }

  private static Https https(Map<String, Object> json) {
    return new Https(
        Json.text(json.get("token")),
        Json.text(json.get("certificate")),
        Boolean.TRUE.equals(json.get("insecureSkipTLS")),
        GitProxy.of(Json.object(json.get("proxy"))));
  }

  private static Ssh ssh(Map<String, Object> json) {
    String key = Json.text(json.get("privateKey"));
    if (key.isBlank()) {
      throw new Refusal(500, INTERNAL + "private key must not be empty");
    }
    return new Ssh(key, Json.text(json.get("privateKeyPass")));
  }

  /** A URL is shown in answers; what is secret in it moves to where secrets are kept. */
  private GitCredentials withoutPasswordInUrl() {
    Matcher matcher = PASSWORD.matcher(remoteUrl);
    if (!matcher.matches()) {
      return this;
    }
    return new GitCredentials(
        matcher.group(1) + matcher.group(4),
        user.isEmpty() ? matcher.group(2) : user,
        new Https(
            https.token.isEmpty() ? matcher.group(3) : https.token,
            https.certificate,
            https.insecureSkipTls,
            https.proxy),
        ssh);
  }

  private GitCredentials checked() {
    try {
      URIish uri = new URIish(remoteUrl);
      if (uri.getHost() != null && !uri.getPath().isEmpty()) {
        return this;
      }
    } catch (URISyntaxException malformed) {
      // Refused below, like a URL without a host.
    }
    throw new Refusal(400, "Upstream repository not found");
  }

  boolean isSsh() {
    return !ssh.equals(Ssh.NONE);
  }

  /** The name to log in with: over ssh the URL's, else the one everybody uses. */
  String login() {
    if (!isSsh()) {
      return user.isEmpty() ? DEFAULT_USER : user;
    }
    String inUrl = uri().getUser();
    return inUrl == null ? "git" : inUrl;
  }

  URIish uri() {
    try {
      return new URIish(remoteUrl);
    } catch (URISyntaxException checkedBefore) {
      throw new IllegalStateException("the remote URL was checked and is malformed", checkedBefore);
    }
  }

  /** What clients may see (rest-api.md §4.1). */
  Map<String, Object> visible() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("remoteURL", remoteUrl);
    if (!user.isEmpty()) {
      json.put("user", user);
    }
    if (!isSsh()) {
      Map<String, Object> visible = new LinkedHashMap<>();
      visible.put("insecureSkipTLS", https.insecureSkipTls);
      if (https.proxy.isUsed()) {
        visible.put("proxy", https.proxy.visible());
      }
      json.put("https", visible);
    }
    return json;
  }

  /** The form to keep, secrets included. */
  Map<String, Object> secret() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("remoteURL", remoteUrl);
    json.put("user", user);
    Map<String, Object> access = new LinkedHashMap<>();
    if (isSsh()) {
      access.put("privateKey", ssh.privateKey);
      access.put("privateKeyPass", ssh.passphrase);
    } else {
      access.put("token", https.token);
      access.put("certificate", https.certificate);
      access.put("insecureSkipTLS", https.insecureSkipTls);
      if (https.proxy.isUsed()) {
        access.put("proxy", https.proxy.secret());
      }
    }
    json.put(isSsh() ? "ssh" : "https", access);
    return json;
  }

  @Override
  public String toString() {
    return "GitCredentials" + visible();
  }
}
