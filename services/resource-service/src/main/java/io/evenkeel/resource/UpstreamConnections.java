package io.evenkeel.resource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Connections to one upstream: through its proxy, trusting its authorities and nobody else's. */
final class UpstreamConnections extends JDKHttpConnectionFactory {

  private final GitCredentials.Https access;

  UpstreamConnections(GitCredentials.Https access) {
    this.access = access;
  }

  @Override
  public HttpConnection create(URL url, Proxy machines) throws IOException {
    GitProxy proxy = access.proxy();
    HttpConnection connection = super.create(url, proxy.isUsed() ? proxy.route() : machines);
    if (proxy.isUsed() && !proxy.authorization().isEmpty()) {
      connection.setRequestProperty("Proxy-Authorization", proxy.authorization());
    }
    return connection;
  }

  @Override
  public GitSession newSession() {
    GitSession jgits = super.newSession();
    return new GitSession() {
      @Override
      public HttpConnection configure(HttpConnection connection, boolean verify)
          throws IOException, GeneralSecurityException {
        if (access.insecureSkipTls() || access.certificate().isBlank()) {
          return jgits.configure(connection, !access.insecureSkipTls());
        }
        if (connection.getURL().getProtocol().equals("https")) {
          connection.configure(null, new TrustManager[] {trust(access.certificate())}, null);
        }
        return connection;
      }

      @Override
      public void close() {
        jgits.close();
      }
    };
  }

  /** The system's authorities and those in {@code pem}. */
  private static X509TrustManager trust(String pem) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
    int count = 0;
    for (Certificate certificate : CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(bytes))) {
      store.setCertificateEntry("given-" + count++, certificate);
    }
    for (X509Certificate system : managerOf(null).getAcceptedIssuers()) {
      store.setCertificateEntry("system-" + count++, system);
    }
    return managerOf(store);
  }

  private static X509TrustManager managerOf(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    Stream<TrustManager> managers = Arrays.stream(factory.getTrustManagers());
    return managers
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
