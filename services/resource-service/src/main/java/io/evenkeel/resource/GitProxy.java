package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The proxy between the server and one project's upstream (resources.md §6.1).
 *
 * @param address {@code host:port}, {@code ""} for none
 * @param scheme {@code http} or {@code https}, as clients give it; the proxy is spoken to in http
 */
record GitProxy(String address, String scheme, String user, String password) {

  static final GitProxy NONE = new GitProxy("", "", "", "");

  private static final int MAX_PORT = 65_535;

  /**
   * Reads the JSON object; an empty one means none.
   *
   * @throws Refusal with 500, the contract's answer, and the rule that is broken
   */
  static GitProxy of(Map<String, Object> json) {
    if (json.isEmpty()) {
      return NONE;
    }
    GitProxy proxy = new GitProxy(
        Json.text(json.get("url")),
        Json.text(json.get("scheme")),
        Json.text(json.get("user")),
        Json.text(json.get("password")));
    if (!Set.of("http", "https").contains(proxy.scheme)) {
      throw new Refusal(500, "Internal server error: proxy scheme must be http or https");
    }
    if (!proxy.address.matches("[^:]+:[0-9]{1,5}") || proxy.port() > MAX_PORT) {
      throw new Refusal(
          500,
          "Internal server error: proxy URL must contain IP address and port"
              + " (<ip-address>:<port>)");
    }
    return proxy;
  }

  boolean isUsed() {
    return !address.isEmpty();
  }

  Proxy route() {
    return isUsed()
        ? new Proxy(Proxy.Type.HTTP, new InetSocketAddress(host(), port()))
        : Proxy.NO_PROXY;
  }

  /** The value of {@code Proxy-Authorization}, {@code ""} without a user. */
  String authorization() {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return user.isEmpty() ? "" : "Basic " + Base64.getEncoder().encodeToString(both);
  }

  Map<String, Object> visible() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("url", address);
    json.put("scheme", scheme);
    json.put("user", user);
    return json;
  }

  Map<String, Object> secret() {
    Map<String, Object> json = new LinkedHashMap<>(visible());
    json.put("password", password);
    return json;
  }

  private String host() {
    return address.substring(0, address.indexOf(':'));
  }

  private int port() {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }

  @Override
  public String toString() {
    return "GitProxy" + visible();
  }
}
