package io.evenkeel.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Where the class path has Swagger UI, and what it needs of a browser. */
final class SwaggerUi {

  /** As for every page, and the pictures and styles that its files have inside. */
  static final String SECURITY_POLICY = "default-src 'self'; img-src 'self' data:;"
      + " style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'none'; base-uri 'self'";

  private static final String VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  private SwaggerUi() {}

  /** The folder of its files; the version is a part of the name. */
  static String folder() {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(SwaggerUi.class.getResourceAsStream(VERSION), VERSION)) {
      properties.load(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return "META-INF/resources/webjars/swagger-ui/" + properties.getProperty("version");
  }
}
