package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.gateway.server.TlsConfig;
import io.evenkeel.testkit.TestPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS by files, which may change while the server runs. */
class TlsTest {

  @TempDir
  static Path certificates;

  private static TestCertificate first;
  private static TestCertificate second;

  @TempDir
  Path directory;

  @BeforeAll
  static void makeCertificates() throws Exception {
    first = TestCertificate.make(certificates, "first");
    second = TestCertificate.make(certificates, "second");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private Map<String, String> files(String certificate, String key) throws IOException {
    return Map.of(
        "EVENKEEL_TLS_CERTIFICATE", write("tls.crt", certificate).toString(),
        "EVENKEEL_TLS_KEY", write("tls.key", key).toString(),
        "EVENKEEL_HTTP_PORT", "0");
  }

  /** The status of a probe, or why there was none; each time by a new connection. */
  private static String probe(TestGateway gateway, TestCertificate trusted) {
    URI address = URI.create("https://127.0.0.1:%d/nginx-health".formatted(gateway.port()));
    try {
      HttpClient client = HttpClient.newBuilder().sslContext(trusted.trusting()).build();
      return String.valueOf(client
          .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
          .statusCode());
    } catch (IOException | GeneralSecurityException refused) {
      return String.valueOf(refused.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void aChangedCertificateIsTakenUpWithoutARestartAndAWrongOneIsNot() throws Exception {
    try (TestGateway gateway =
        TestGateway.startAlone(directory, files(first.certificate(), first.key()))) {
      assertThat(probe(gateway, first)).isEqualTo("200");
      assertThat(probe(gateway, second)).contains("PKIX");

      write("tls.key", second.key());
      write("tls.crt", second.certificate());
      TestPlatform.awaitUntil(() -> probe(gateway, second), "200"::equals);

      write("tls.crt", "not a certificate");
      assertThat(probe(gateway, second)).isEqualTo("200");
    }
  }

  @Test
  void plainHttpLeadsToHttps() throws Exception {
    try (TestGateway gateway =
        TestGateway.startAlone(directory, files(first.certificate(), first.key()))) {
      URI plain =
          URI.create("http://127.0.0.1:%d/api/v1/metadata?a=b".formatted(gateway.redirectPort()));

      HttpResponse<String> answer = HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(plain).build(), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(308);
      assertThat(answer.headers().firstValue("location"))
          .contains("https://127.0.0.1:%d/api/v1/metadata?a=b".formatted(gateway.port()));
    }
  }

  @Test
  void filesThatDoNotFitStopTheStartWithASentence() throws IOException {
    refuses("nonsense", first.key(), "tls.crt has no certificate in PEM form");
    refuses(first.certificate(), "nonsense", "tls.key has no private key in PEM form");
    refuses(first.certificate(), second.key(), "does not belong to the certificate in");
    assertThatThrownBy(() -> TestGateway.startAlone(
            directory,
            Map.of(
                "EVENKEEL_TLS_CERTIFICATE", "/nowhere/tls.crt",
                "EVENKEEL_TLS_KEY", "/nowhere/tls.key")))
        .hasMessageContaining(
            "EVENKEEL_TLS_CERTIFICATE=/nowhere/tls.crt can not be read: there is no such file");
    assertThatThrownBy(() -> new TlsConfig("a.pem", "", -1)).hasMessageContaining("set both");
    assertThatThrownBy(() -> new TlsConfig("", "", 80)).hasMessageContaining("needs");
  }

  private void refuses(String certificate, String key, String sentence) throws IOException {
    Map<String, String> files = files(certificate, key);
    assertThatThrownBy(() -> TestGateway.startAlone(directory, files))
        .hasMessageContaining(sentence);
  }
}
