package io.evenkeel.kit;

import io.evenkeel.kit.metrics.Metric;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What a failure of the store means to whoever waits for it, in a sentence. */
public final class StoreFailures {

  /** What may be wrong with a store, as its callers see it. */
  private enum Problem {
    FULL(507, "the disk of the event store is full; free some and try again"),
    READ_ONLY(503, "the event store is read-only and takes no changes; try again later"),
    GONE(503, "the event store can not be reached; try again in a moment"),
    SLOW(503, "the event store does not answer in time; try again in a moment"),
    BUSY(503, "the event store has more to do than it can take; try again in a moment"),
    BROKEN(503, "the event store can not read or write its disk; its log says why");

    private final int status;
    private final String sentence;

    Problem(int status, String sentence) {
      this.status = status;
      this.sentence = sentence;
    }
  }

  /** By SQLite's primary result code. */
  private static final Map<Integer, Problem> SQLITE = Map.of(
      5,
      Problem.BUSY,
      6,
      Problem.BUSY,
      8,
      Problem.READ_ONLY,
      10,
      Problem.BROKEN,
      11,
      Problem.BROKEN,
      13,
      Problem.FULL,
      14,
      Problem.BROKEN);

  /** By PostgreSQL's error code. */
  private static final Map<String, Problem> POSTGRES_CODES = Map.of(
      "25006", Problem.READ_ONLY,
      "25P03", Problem.SLOW,
      "53100", Problem.FULL,
      "55P03", Problem.SLOW,
      "57014", Problem.SLOW);

  /** By the class of PostgreSQL's error code, its first two characters. */
  private static final Map<String, Problem> POSTGRES_CLASSES = Map.of(
      "08",
      Problem.GONE,
      "53",
      Problem.BUSY,
      "57",
      Problem.GONE,
      "58",
      Problem.BROKEN,
      "XX",
      Problem.BROKEN);

  /** Serialization failure and deadlock: nobody's fault, and gone when tried again. */
  private static final Set<String> COLLISIONS = Set.of("40001", "40P01");

  private StoreFailures() {}

  /** The {@link Refusal} to answer with if the store is to blame, else {@code cause} itself. */
  public static Throwable readable(Throwable cause) {
    return blame(cause)
        .<Throwable>map(problem -> new Refusal(problem.status, problem.sentence))
        .orElse(cause);
  }

  /** The word for what was wrong with the store, if {@code refusal} came of {@link #readable}. */
  static Optional<String> word(Throwable refusal) {
    return Stream.of(Problem.values())
        .filter(problem -> problem.sentence.equals(refusal.getMessage()))
        .map(Metric::label)
        .findFirst();
  }

  /** Whether {@code cause} says that the store takes nothing at all, however little it is. */
  static boolean isAway(Throwable cause) {
    return Stream.of(Problem.GONE, Problem.READ_ONLY, Problem.FULL, Problem.BROKEN)
        .anyMatch(problem -> problem.sentence.equals(cause.getMessage()));
  }

  /** Whether the same transaction may succeed when it is run again at once. */
  static boolean isCollision(Throwable cause) {
    return cause instanceof PgException failure && COLLISIONS.contains(failure.getSqlState());
  }

  private static Optional<Problem> blame(Throwable cause) {
    if (cause instanceof PgException failure) {
      return postgres(String.valueOf(failure.getSqlState()));
    }
    if (cause instanceof SQLException failure) {
      return Optional.ofNullable(SQLITE.get(failure.getErrorCode() & 0xff));
    }
    if (cause instanceof TimeoutException) {
      return Optional.of(Problem.SLOW);
    }
    return isUnreachable(cause) ? Optional.of(Problem.GONE) : Optional.empty();
  }

  private static Optional<Problem> postgres(String code) {
    Problem exact = POSTGRES_CODES.get(code);
    return exact == null
        ? Optional.ofNullable(POSTGRES_CLASSES.get(code.substring(0, Math.min(2, code.length()))))
        : Optional.of(exact);
  }

  private static boolean isUnreachable(Throwable cause) {
    return cause instanceof ClosedConnectionException
        || cause instanceof ConnectException
        || cause instanceof UnknownHostException;
  }
}
