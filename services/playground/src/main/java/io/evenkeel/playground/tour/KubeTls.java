package io.evenkeel.playground.tour;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS as a kubeconfig asks for it: its own authority, a client certificate. */
final class KubeTls {

  private static final char[] NO_PASSWORD = new char[0];

  /** DER of the algorithm identifiers that PKCS#8 puts in front of a bare key. */
  private static final byte[] RSA = {
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  private static final byte[] EC_P256 = {
    0x30,
    0x13,
    0x06,
    0x07,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0xce,
    0x3d,
    0x02,
    0x01,
    0x06,
    0x08,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0xce,
    0x3d,
    0x03,
    0x01,
    0x07
  };

  private KubeTls() {}

  /** Returns a context for {@code config}; throws if a certificate or key cannot be read. */
  static SSLContext context(Kubeconfig config) throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(config), trust(config), null);
    return context;
  }

  private static TrustManager @Nullable [] trust(Kubeconfig config)
      throws GeneralSecurityException, IOException {
    if (config.authority().isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    int index = 0;
    for (Certificate certificate : certificates(config.authority())) {
      store.setCertificateEntry("authority" + index++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(Kubeconfig config)
      throws GeneralSecurityException, IOException {
    if (config.certificate().isEmpty() || config.key().isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    Certificate[] chain = certificates(config.certificate()).toArray(new Certificate[0]);
    store.setKeyEntry("client", privateKey(config.key()), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    String body = pem.replaceAll("(?s).*-----BEGIN [A-Z ]*PRIVATE KEY-----", "")
        .replaceAll("(?s)-----END.*", "");
    byte[] der = Base64.getMimeDecoder().decode(body);
    if (pem.contains("BEGIN RSA PRIVATE KEY")) {
      return generate("RSA", pkcs8(RSA, der));
    }
    if (pem.contains("BEGIN EC PRIVATE KEY")) {
      return generate("EC", pkcs8(EC_P256, der));
    }
    try {
      return generate("EC", der);
    } catch (GeneralSecurityException notElliptic) {
      return generate("RSA", der);
    }
  }

  private static PrivateKey generate(String algorithm, byte[] der) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  /** Wraps a bare key: SEQUENCE (version 0, algorithm, OCTET STRING of the key). */
  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    byte[] version = {0x02, 0x01, 0x00};
    return der(0x30, join(version, algorithm, der(0x04, key)));
  }

  private static byte[] der(int tag, byte[] content) {
    byte[] length = content.length < 128
        ? new byte[] {(byte) content.length}
        : new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
    return join(new byte[] {(byte) tag}, length, content);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
