package io.evenkeel.gateway.server;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** The content of a certificate's and a key's file. */
record TlsKeys(Buffer certificate, Buffer key) {

  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  PemKeyCertOptions options() {
    return new PemKeyCertOptions().addCertValue(certificate).addKeyValue(key);
  }

  /** Throws {@link IllegalArgumentException} that says which file is wrong, and how. */
  void check(Vertx vertx, TlsConfig files) {
    PublicKey publicKey = publicKey(files);
    PrivateKey privateKey = privateKey(vertx, publicKey.getAlgorithm(), files);
    if (privateKey == null || !belong(publicKey, privateKey)) {
      throw new IllegalArgumentException(
          "the key in EVENKEEL_TLS_KEY=%s does not belong to the certificate in %s"
              .formatted(files.key(), files.certificate()));
    }
  }

  private PublicKey publicKey(TlsConfig files) {
    try (ByteArrayInputStream in = new ByteArrayInputStream(certificate.getBytes())) {
      Certificate first = CertificateFactory.getInstance("X.509").generateCertificate(in);
      return first.getPublicKey();
    } catch (CertificateException | IOException malformed) {
      throw new IllegalArgumentException(
          "EVENKEEL_TLS_CERTIFICATE=%s has no certificate in PEM form (-----BEGIN CERTIFICATE-----)"
              .formatted(files.certificate()),
          malformed);
    }
  }

  /** Nothing, if the certificate is for a key of another kind. */
  private @Nullable PrivateKey privateKey(Vertx vertx, String algorithm, TlsConfig files) {
    try {
      X509KeyManager manager =
          (X509KeyManager) options().getKeyManagerFactory(vertx).getKeyManagers()[0];
      String[] names = manager.getServerAliases(algorithm, null);
      return names == null ? null : manager.getPrivateKey(names[0]);
    } catch (Exception malformed) {
      throw new IllegalArgumentException(
          "EVENKEEL_TLS_KEY=%s has no private key in PEM form that can be read without a password"
              .formatted(files.key()),
          malformed);
    }
  }

  private static boolean belong(PublicKey publicKey, PrivateKey privateKey) {
    String algorithm = SIGNATURES.get(publicKey.getAlgorithm());
    if (algorithm == null) {
      return true;
    }
    try {
      byte[] text = {1, 2, 3};
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(privateKey);
      signer.update(text);
      byte[] signed = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(publicKey);
      verifier.update(text);
      return verifier.verify(signed);
    } catch (GeneralSecurityException differentKinds) {
      return false;
    }
  }
}
