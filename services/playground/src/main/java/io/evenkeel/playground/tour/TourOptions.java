package io.evenkeel.playground.tour;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What a tour is told.
 *
 * @param api the server's API, e.g. {@code http://127.0.0.1:8080/api}
 * @param token value of {@code x-token}; {@code ""} sends none
 * @param kubeconfig the cluster in which the pods are counted
 * @param files a folder laid out like {@link #ownFiles}
 * @param fast shorten loads and the spans that are judged, in the uploaded copies only
 * @param chapter only this one, after quiet preparation; empty walks all
 * @param json print one JSON document at the end and nothing else
 * @param terminal what {@code out} can show; see {@link Terminal#detect}
 * @param out where everything is printed
 */
public record TourOptions(
    URI api,
    String token,
    Path kubeconfig,
    Path files,
    boolean fast,
    OptionalInt chapter,
    boolean json,
    Terminal terminal,
    PrintStream out) {

  /** How many chapters there are; {@link #chapter} is 1 to this. */
  public static final int CHAPTERS = 6;

  public TourOptions {
    if (chapter.isPresent() && (chapter.getAsInt() < 1 || chapter.getAsInt() > CHAPTERS)) {
      throw new IllegalArgumentException("there is no chapter %d; the tour has the chapters 1 to %d"
          .formatted(chapter.getAsInt(), CHAPTERS));
    }
  }

  /**
   * The product's own files: {@code docs/examples/fulltour} below the folder that the launcher
   * names in the property {@code evenkeel.home}, or below the current one.
   */
  public static Path ownFiles() {
    return Path.of(System.getProperty("evenkeel.home", ""), "docs", "examples", "fulltour");
  }
}
