package io.evenkeel.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to an upstream: certificates, proxies, servers that do not answer. */
class UpstreamNetworkTest {

  @TempDir
  Path directory;

  @TempDir
  Path upstreams;

  private RunningService service;

  @BeforeEach
  void start() {
    service = RunningService.start(directory);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void aCertificateIsTrustedOnlyByWhomItWasGivenTo() throws GeneralSecurityException, IOException {
    SelfSigned certificate = SelfSigned.make(directory);
    try (GitServer git = GitServer.start(upstreams, certificate.context())) {
      String url = git.create("shop");
      git.create("other");

      ApiResponse refused = create("shop", url, Map.of());
      assertThat(refused.status()).isEqualTo(500);
      assertThat(refused.message())
          .startsWith("Internal server error: the certificate of 127.0.0.1 is not trusted");
      assertThat(create("shop", url, Map.of("certificate", certificate.pem())).status())
          .isEqualTo(204);
      assertThat(
              create("other", git.url("other"), Map.of("insecureSkipTLS", true)).status())
          .isEqualTo(204);
      assertThat(create("third", git.url("other"), Map.of()).status()).isEqualTo(500);
    }
  }

  @Test
  void aProxyIsUsedByTheProjectThatHasIt() {
    try (GitServer proxy = GitServer.start(upstreams)) {
      proxy.create("shop");
      Map<String, Object> way = Map.of(
          "url", "127.0.0.1:" + proxy.port(), "scheme", "http", "user", "u", "password", "p");

      ApiResponse created = create("shop", "http://git.invalid/shop.git", Map.of("proxy", way));

      assertThat(created).isEqualTo(ApiResponse.empty(204));
      assertThat(proxy.proxyAuthorization())
          .isEqualTo("Basic " + Base64.getEncoder().encodeToString("u:p".getBytes(UTF_8)));
      assertThat(create("other", "http://git.invalid/shop.git", Map.of()).status())
          .isEqualTo(500);
      assertThat(service.call("getUpstreams", Map.of(), Map.of()).body())
          .contains("\"user\":\"u\"")
          .doesNotContain("password", GitServer.TOKEN);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() throws IOException {
    service.close();
    service = RunningService.start(directory, Map.of("EVENKEEL_GIT_TIMEOUT", "1s"));
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:%d/shop.git".formatted(silent.getLocalPort());

      ApiResponse refused = create("shop", url, Map.of());

      assertThat(refused.status()).isEqualTo(500);
      assertThat(refused.message())
          .isEqualTo("Internal server error: 127.0.0.1 does not answer in time");
    }
  }

  private ApiResponse create(String project, String url, Map<String, ?> access) {
    Map<String, Object> https = new HashMap<>(access);
    https.put("token", GitServer.TOKEN);
    return service.call(
        "createProject",
        Map.of(),
        Map.of(
            "projectName",
            project,
            "gitCredentials",
            Map.of("remoteURL", url, "user", "bot", "https", https)));
  }
}
