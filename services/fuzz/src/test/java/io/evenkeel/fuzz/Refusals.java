package io.evenkeel.fuzz;

import java.util.Optional;
import java.util.concurrent.Callable;

/** The rule that every parser keeps: a value, or a refusal with a sentence. */
public final class Refusals {

  private Refusals() {}

  /** What {@code parse} yields, or nothing if it refuses with {@code kind} and a message. */
  public static <T> Optional<T> valueUnless(
      Class<? extends RuntimeException> kind, Callable<T> parse) {
    try {
      return Optional.of(parse.call());
    } catch (Exception thrown) {
      if (!kind.isInstance(thrown)) {
        throw new AssertionError("not a refusal: " + thrown, thrown);
      }
      if (String.valueOf(thrown.getMessage()).isBlank()) {
        throw new AssertionError("a refusal without a reason", thrown);
      }
      return Optional.empty();
    }
  }
}
