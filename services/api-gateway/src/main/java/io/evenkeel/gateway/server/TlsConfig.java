package io.evenkeel.gateway.server;

import io.evenkeel.kit.Settings;

/**
 * Whether and with which files the server speaks TLS.
 *
 * @param certificate PEM file of the certificate and those that vouch for it; {@code ""} for no TLS
 * @param key PEM file of its private key, without a password
 * @param redirectPort where plain HTTP is answered with the https address; -1 for nowhere
 */
public record TlsConfig(String certificate, String key, int redirectPort) {

  /** Plain HTTP. */
  public static final TlsConfig OFF = new TlsConfig("", "", -1);

  private static final int LARGEST_PORT = 65535;

  public TlsConfig {
    if (certificate.isEmpty() != key.isEmpty()) {
      throw new IllegalArgumentException(
          "EVENKEEL_TLS_CERTIFICATE and EVENKEEL_TLS_KEY belong together; set both, or none");
    }
    if (redirectPort < -1 || redirectPort > LARGEST_PORT) {
      throw new IllegalArgumentException("EVENKEEL_HTTP_PORT must be a port from 0 to 65535");
    }
    if (redirectPort >= 0 && certificate.isEmpty()) {
      throw new IllegalArgumentException(
          "EVENKEEL_HTTP_PORT leads to https, which needs EVENKEEL_TLS_CERTIFICATE and"
              + " EVENKEEL_TLS_KEY");
    }
  }

  public static TlsConfig from(Settings settings) {
    return new TlsConfig(
        settings.text("", "EVENKEEL_TLS_CERTIFICATE").strip(),
        settings.text("", "EVENKEEL_TLS_KEY").strip(),
        settings.number(-1, "EVENKEEL_HTTP_PORT"));
  }

  public boolean isOn() {
    return !certificate.isEmpty();
  }

  public String scheme() {
    return isOn() ? "https" : "http";
  }
}
