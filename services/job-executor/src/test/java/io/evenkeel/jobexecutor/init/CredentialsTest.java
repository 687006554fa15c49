package io.evenkeel.jobexecutor.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real identity provider of a few lines. */
class CredentialsTest {

  private final List<String> forms = new CopyOnWriteArrayList<>();
  private HttpServer provider = unopened();
  private boolean basicAccepted = true;

  @BeforeEach
  void open() {
    provider.createContext(
        "/.well-known",
        exchange -> send(exchange, 200, "{\"token_endpoint\": \"" + url() + "/token\"}"));
    provider.createContext("/token", this::token);
    provider.start();
  }

  @AfterEach
  void close() {
    provider.stop(0);
  }

  @Test
  void getsAnAccessTokenWithBasicAuthentication() throws Exception {
    assertThat(Credentials.of(oauth("/.well-known")).header(HttpClient.newHttpClient()))
        .contains(new Credentials.Header("Authorization", "Bearer granted"));
    assertThat(forms).containsExactly("grant_type=client_credentials&scope=one+two");
  }

  @Test
  void getsAnAccessTokenFromAProviderThatWantsTheCredentialsInTheBody() throws Exception {
    basicAccepted = false;

    assertThat(Credentials.of(oauth("/.well-known")).header(HttpClient.newHttpClient()))
        .contains(new Credentials.Header("Authorization", "Bearer granted"));
    assertThat(forms.get(1)).endsWith("&client_id=id&client_secret=s%26t");
  }

  @Test
  void saysThatTheProviderGaveNoToken() {
    assertThatThrownBy(() -> Credentials.of(oauth("/nothing")).header(HttpClient.newHttpClient()))
        .isInstanceOf(IOException.class)
        .hasMessage("could not get an access token: " + url()
            + "/nothing answered 404 without token_endpoint");
  }

  @Test
  void withoutATokenNoHeaderIsSent() throws Exception {
    InitConfig config = config(Map.of("KEPTN_API_TOKEN", ""));

    assertThat(Credentials.of(config).header(HttpClient.newHttpClient())).isEmpty();
  }

  private void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    forms.add(form);
    boolean basic = exchange.getRequestHeaders().containsKey("Authorization");
    boolean granted = basic ? basicAccepted : form.contains("client_secret");
    send(exchange, granted ? 200 : 401, granted ? "{\"access_token\": \"granted\"}" : "{}");
  }

  private InitConfig oauth(String discovery) {
    return config(Map.of(
        "AUTH_MODE",
        "oauth",
        "OAUTH_CLIENT_ID",
        "id",
        "OAUTH_CLIENT_SECRET",
        "s&t",
        "OAUTH_SCOPES",
        "one,two",
        "OAUTH_DISCOVERY",
        url() + discovery));
  }

  private static InitConfig config(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(Map.of(
        "KEPTN_API_URL",
        "http://x",
        "KEPTN_API_TOKEN",
        "t",
        "KEPTN_PROJECT",
        "p",
        "KEPTN_STAGE",
        "s",
        "KEPTN_SERVICE",
        "v",
        "JOB_ACTION",
        "a",
        "JOB_TASK",
        "t"));
    environment.putAll(more);
    return InitConfig.from(environment);
  }

  private String url() {
    return "http://localhost:" + provider.getAddress().getPort();
  }

  private static HttpServer unopened() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException unable) {
      throw new IllegalStateException(unable);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
