package io.evenkeel.jobexecutor.init;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * How requests are authenticated: by an API token, or by an access token got with OAuth client
 * credentials.
 *
 * <p>Source: job-executor.md §8.
 */
final class Credentials {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final InitConfig config;

  private Credentials(InitConfig config) {
    this.config = config;
  }

  /** A header of every request. */
  record Header(String name, String value) {}

  /**
   * Chooses by {@code AUTH_MODE}.
   *
   * @throws IllegalArgumentException if it is neither {@code token} nor {@code oauth}
   */
  static Credentials of(InitConfig config) {
    if (!config.authMode().equals("token") && !config.authMode().equals("oauth")) {
      throw new IllegalArgumentException(
          "AUTH_MODE must be token or oauth, not \"" + config.authMode() + '"');
    }
    return new Credentials(config);
  }

  /** Returns the header, empty without a token; asks the identity provider in mode oauth. */
  Optional<Header> header(HttpClient http) throws IOException, InterruptedException {
    if (config.authMode().equals("token")) {
      return Optional.of(config.token())
          .filter(token -> !token.isEmpty())
          .map(token -> new Header("x-token", token));
    }
    return Optional.of(new Header("Authorization", "Bearer " + accessToken(http)));
  }

  private String accessToken(HttpClient http) throws IOException, InterruptedException {
    HttpRequest discovery = HttpRequest.newBuilder(address(config.oauth().discovery()))
        .timeout(TIMEOUT)
        .build();
    String endpoint = member(http.send(discovery, BodyHandlers.ofString()), "token_endpoint");
    HttpResponse<String> answer = http.send(tokenRequest(endpoint, true), BodyHandlers.ofString());
    if (answer.statusCode() == 400 || answer.statusCode() == 401) {
      // Some providers want the credentials in the body.
      answer = http.send(tokenRequest(endpoint, false), BodyHandlers.ofString());
    }
    return member(answer, "access_token");
  }

  private HttpRequest tokenRequest(String endpoint, boolean basic) throws IOException {
    InitConfig.OAuth oauth = config.oauth();
    String form = "grant_type=client_credentials";
    if (!oauth.scopes().isEmpty()) {
      form += "&scope=" + encode(String.join(" ", oauth.scopes()));
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(address(endpoint))
        .timeout(TIMEOUT)
        .header("Content-Type", "application/x-www-form-urlencoded");
    String id = encode(oauth.clientId());
    String secret = encode(oauth.clientSecret());
    if (basic) {
      byte[] credentials = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    } else {
      form += "&client_id=" + id + "&client_secret=" + secret;
    }
    return request.POST(BodyPublishers.ofString(form)).build();
  }

  private static String member(HttpResponse<String> answer, String name) throws IOException {
    Map<String, Object> body;
    try {
      body = answer.statusCode() == 200 ? Json.parseObject(answer.body()) : Map.of();
    } catch (IllegalArgumentException noJson) {
      throw new IOException(
          "could not get an access token: %s did not answer JSON".formatted(answer.uri()), noJson);
    }
    String value = Json.text(body.get(name));
    if (value.isEmpty()) {
      throw new IOException("could not get an access token: %s answered %d without %s"
          .formatted(answer.uri(), answer.statusCode(), name));
    }
    return value;
  }

  private static URI address(String text) throws IOException {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      throw new IOException("could not get an access token: not an address: " + text, malformed);
    }
    throw new IOException("could not get an access token: not an address: \"" + text + '"');
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
