package io.evenkeel.playground.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real TLS server that insists on a client certificate, as clusters do. */
class KubeApiTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({"RSA, PRIVATE KEY", "RSA, RSA PRIVATE KEY", "EC, PRIVATE KEY", "EC, EC PRIVATE KEY"})
  void podsAreReadWithAClientCertificate(String algorithm, String form) throws Exception {
    KeyStore store = keyStore(algorithm);
    HttpsServer server = server(store);
    try {
      Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
          current-context: real
          contexts: [{name: real, context: {cluster: c, user: u}}]
          clusters:
            - {name: other, cluster: {server: "http://127.0.0.1:1"}}
            - name: c
              cluster:
                server: https://127.0.0.1:%d
                certificate-authority-data: %s
          users:
            - {name: u, user: {client-certificate-data: %s, client-key: key.pem}}
          """.formatted(
              server.getAddress().getPort(), certificate(store), certificate(store)));
      Files.writeString(folder.resolve("key.pem"), key(store, form));

      List<Pod> pods = KubeApi.of(kubeconfig).pods("fulltour-qa", "helloservice");

      assertThat(pods)
          .extracting(Pod::line)
          .containsExactly("a v1 Running", "b v2 Terminating", "c v2 Pending");
      assertThat(pods).extracting(Pod::running).containsExactly(true, false, false);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aKubeconfigWithoutClusterIsNamed() throws IOException {
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), "current-context: gone\n");

    assertThatThrownBy(() -> KubeApi.of(kubeconfig))
        .hasMessageContaining(kubeconfig.toString())
        .hasMessageContaining("\"gone\"");
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String expected = "/api/v1/namespaces/fulltour-qa/pods?labelSelector=app%3Dhelloservice";
    boolean right = exchange.getRequestURI().toString().equals(expected);
    byte[] body = """
        {"items":[
          {"metadata":{"name":"a"},"spec":{"containers":[{"image":"x:v1"}]},"status":
            {"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}},
          {"metadata":{"name":"b","deletionTimestamp":"now"},"spec":{"containers":
            [{"image":"x:v2"}]},"status":
            {"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}},
          {"metadata":{"name":"c"},"spec":{"containers":[{"image":"x:v2"}]},"status":
            {"phase":"Pending"}}]}
        """.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(right ? 200 : 404, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static HttpsServer server(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("me", store.getCertificate("me"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters strict = getSSLContext().getDefaultSSLParameters();
        strict.setNeedClientAuth(true);
        parameters.setSSLParameters(strict);
      }
    });
    server.createContext("/", KubeApiTest::answer);
    server.start();
    return server;
  }

  private KeyStore keyStore(String algorithm) throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool = new ProcessBuilder(arguments(algorithm, file))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("keytool.log").toFile())
        .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static List<String> arguments(String algorithm, Path file) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "me",
        "-keyalg",
        algorithm,
        algorithm.equals("EC") ? "-groupname" : "-keysize",
        algorithm.equals("EC") ? "secp256r1" : "2048",
        "-dname",
        "CN=me",
        "-ext",
        "san=ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-keystore",
        file.toString(),
        "-storepass",
        new String(PASSWORD));
  }

  private static String certificate(KeyStore store) throws Exception {
    String pem = pem("CERTIFICATE", store.getCertificate("me").getEncoded());
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
  }

  /** PKCS#8 as it is, or the bare key inside it: the last OCTET STRING of the outer sequence. */
  private static String key(KeyStore store, String form) throws Exception {
    byte[] pkcs8 = store.getKey("me", PASSWORD).getEncoded();
    if (form.equals("PRIVATE KEY")) {
      return pem(form, pkcs8);
    }
    int header = form.startsWith("RSA") ? 4 + 3 + 15 + 4 : outer(pkcs8) + 3 + 21 + 2;
    return pem(form, Arrays.copyOfRange(pkcs8, header, pkcs8.length));
  }

  private static int outer(byte[] der) {
    return (der[1] & 0x80) == 0 ? 2 : 2 + (der[1] & 0x7f);
  }

  private static String pem(String name, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(name, body, name);
  }
}
