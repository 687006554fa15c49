package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web UI's files, signing in and out, and what a signed-in browser may do. */
class BridgeTest extends GatewayTest {

  private static final String LOGIN = "/bridge/login";
  private static final String JSON_TOKEN = "{\"token\":\"" + TestGateway.TOKEN + "\"}";

  @Test
  void filesComeWithTypeTagAndPolicy() {
    HttpResponse<String> page = gateway.send("GET", "/bridge/", "");
    HttpResponse<String> script = gateway.send("GET", "/bridge/parts/app.js", "");

    assertThat(page.body()).contains("<title>Bridge</title>");
    assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'self'")
        .contains("frame-ancestors 'none'");
    assertThat(script.headers().firstValue("content-type"))
        .contains("text/javascript; charset=utf-8");
    String tag = script.headers().firstValue("etag").orElseThrow();
    HttpResponse<String> again =
        gateway.send("GET", "/bridge/parts/app.js", "", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void textIsCompressedForWhoeverAsks() {
    HttpResponse<String> script =
        gateway.send("GET", "/bridge/parts/app.js", "", "Accept-Encoding", "gzip");

    assertThat(script.headers().firstValue("content-encoding")).contains("gzip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bridge/project/shop/sequence/ctx",
        "/bridge/project/shop/service/cart.v1",
        "/bridge//x"
      })
  void aDeepLinkGetsTheIndex(String path) {
    assertThat(gateway.send("GET", path, "", "Accept", "text/html,*/*").body())
        .contains("<title>Bridge</title>");
    assertThat(gateway.send("GET", path, "", "Accept", "*/*").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bridge/../openapi/api.yaml",
        "/bridge/..%2fopenapi/api.yaml",
        "/bridge/%2e%2e/logback-test.xml",
        "/bridge/parts",
        "/bridge/parts/..%5c..%5cx",
        "/bridge//etc/passwd",
        "/bridge/%00"
      })
  void nothingOutsideOfTheBridgeIsServed(String path) {
    assertThat(gateway.send("GET", path, "").statusCode()).isEqualTo(404);
  }

  @Test
  void theBaseOfThePageFollowsThePrefix(@TempDir Path other) {
    Map<String, String> prefixed = Map.of("EVENKEEL_PREFIX_PATH", "/keptn");
    try (TestGateway behindPrefix = TestGateway.start(other, prefixed)) {
      assertThat(behindPrefix.send("GET", "/keptn/bridge/", "").body())
          .contains("<base href=\"/keptn/bridge/\">");
      assertThat(behindPrefix.send("GET", "/keptn/", "").headers().firstValue("location"))
          .contains("/keptn/bridge/");
      assertThat(behindPrefix.get("/keptn/api/v1/metadata").statusCode()).isEqualTo(200);
      assertThat(behindPrefix.send("GET", "/health/live", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theTokenStartsASessionWhoseCookieScriptsCanNotRead() {
    HttpResponse<String> answer = gateway.send("POST", LOGIN, JSON_TOKEN);

    String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(cookie)
        .containsIgnoringCase("; HttpOnly")
        .contains("SameSite=Strict")
        .contains("Path=/")
        .contains("Max-Age=43200")
        .doesNotContain(TestGateway.TOKEN);
    assertThat(asBrowser("GET", "/api/controlPlane/v1/project", cookie).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aFormWorksWithoutScript() {
    HttpResponse<String> answer = gateway.send(
        "POST", LOGIN, "token=the%2Dtoken", "Content-Type", "application/x-www-form-urlencoded");
    HttpResponse<String> refused = gateway.send(
        "POST", LOGIN, "token=wrong", "Content-Type", "application/x-www-form-urlencoded");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("location")).contains("/bridge/");
    assertThat(answer.headers().firstValue("set-cookie")).isPresent();
    assertThat(refused.headers().firstValue("location")).contains("/bridge/?login=refused");
    assertThat(refused.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void wrongTokensAreRefusedAndSlowed() {
    String wrong = "{\"token\":\"wrong\"}";

    assertThat(gateway.send("POST", LOGIN, wrong).statusCode()).isEqualTo(401);
    assertThat(gateway.send("POST", LOGIN, wrong).statusCode()).isEqualTo(401);
    assertThat(gateway.send("POST", LOGIN, wrong).statusCode()).isEqualTo(429);
    assertThat(gateway.send("POST", LOGIN, JSON_TOKEN).statusCode()).isEqualTo(204);
  }

  @Test
  void whatChangesSomethingNeedsTheBridgesHeader() {
    String cookie = signIn();
    String project = "/api/controlPlane/v1/project/shop";

    assertThat(asBrowser("DELETE", project, cookie).statusCode()).isEqualTo(403);
    assertThat(asBrowser("DELETE", project, cookie, "x-evenkeel-bridge", "1").statusCode())
        .isEqualTo(200);
  }

  @Test
  void anotherSiteGetsNothingWithTheCookie() {
    String cookie = signIn();
    String projects = "/api/controlPlane/v1/project";

    assertThat(
            asBrowser("GET", projects, cookie, "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(
            asBrowser("GET", projects, cookie, "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(
            asBrowser("GET", projects, cookie, "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(200);
  }

  @Test
  void signingOutEndsTheSession() {
    String cookie = signIn();

    HttpResponse<String> out =
        asBrowser("POST", "/bridge/logout", cookie, "x-evenkeel-bridge", "1");

    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(out.headers().firstValue("set-cookie").orElse("")).contains("Max-Age=0");
    assertThat(asBrowser("GET", "/api/v1/metadata", cookie).statusCode()).isEqualTo(401);
  }

  private String signIn() {
    return gateway
        .send("POST", LOGIN, JSON_TOKEN)
        .headers()
        .firstValue("set-cookie")
        .orElseThrow();
  }

  private HttpResponse<String> asBrowser(
      String method, String path, String setCookie, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Cookie";
    all[headers.length + 1] = setCookie.split(";", 2)[0];
    return gateway.send(method, path, "", all);
  }
}
