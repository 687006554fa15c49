package io.evenkeel.allinone;

import java.util.Arrays;

/** Decides where log lines go, before anything logs: servers to stderr, the tour to a file. */
final class Logging {

  private Logging() {}

  static void choose(String[] arguments) {
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    boolean tour = Arrays.asList(arguments).contains("tour");
    if (tour && System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "logback-tour.xml");
    }
  }
}
