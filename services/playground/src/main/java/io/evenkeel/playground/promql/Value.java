package io.evenkeel.playground.promql;

import java.util.List;

/** What an expression yields at one moment. */
public sealed interface Value {

  /** The four types of the language, named as Prometheus' error messages name them. */
  enum Type {
    SCALAR("scalar"),
    INSTANT_VECTOR("instant vector"),
    RANGE_VECTOR("range vector"),
    TEXT("string");

    private final String title;

    Type(String title) {
      this.title = title;
    }

    @Override
    public String toString() {
      return title;
    }
  }

  /** A number without labels. */
  record Scalar(double value) implements Value {}

  /** One value for each of several series. */
  record InstantVector(List<Sample> samples) implements Value {}

  /** Samples of several series from {@code start} (excluded) to {@code end}, in milliseconds. */
  record RangeVector(List<Series> series, long start, long end) implements Value {}

  /** A string literal. */
  record Text(String value) implements Value {}
}
