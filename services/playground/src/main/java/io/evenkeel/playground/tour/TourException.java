package io.evenkeel.playground.tour;

/** The tour cannot go on; the expectation says why. Never leaves {@link Tour#run}. */
final class TourException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Expectation expectation;

  TourException(Expectation expectation) {
    super(expectation.what() + ": " + expectation.seen());
    this.expectation = expectation;
  }

  Expectation expectation() {
    return expectation;
  }
}
