package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.function.Function;

/** The store: one reactive code path and one SQL text for every engine. */
public interface Database {

  /**
   * Runs {@code work} in a transaction; the future succeeds once the commit is durable and fails,
   * with nothing stored, if {@code work} fails. What the store itself turns down is a
   * {@link Refusal} with status 503 or 507 and a sentence.
   *
   * <p>{@code work} must only use the client it is given, and never call {@code transaction} again:
   * on the embedded store there is one writer. It may run more than once (the store undoes one of
   * two transactions that wait for each other), so it must not do anything but read and write.
   *
   * <p>Statements run in the order in which they are asked for, so {@code work} need not wait for
   * one whose result it has no use for. Any that fails fails the transaction.
   */
  <T> Future<T> transaction(Function<SqlClient, Future<T>> work);

  /**
   * Runs one statement that is a transaction of its own, for one row or many: all of them or none.
   * It may run more than once, like the work of any transaction.
   */
  <T> Future<T> statement(Function<SqlClient, Future<T>> statement);

  /**
   * Runs the last statements of the transaction of {@code client}. What they find can't undo it any
   * more, only a statement that fails can; so the commit need not wait for what they find.
   */
  <T> Future<T> last(SqlClient client, Function<SqlClient, Future<T>> statements);

  /**
   * Like {@link #transaction}, for work that may take minutes: nobody hurries it. On the embedded
   * store everybody else who writes waits for it.
   */
  <T> Future<T> longTransaction(Function<SqlClient, Future<T>> work);

  /**
   * Runs {@code work} on one connection that sees the store as it is now, whatever others commit
   * meanwhile, for as long as it takes. {@code work} only reads.
   */
  <T> Future<T> snapshot(Function<SqlClient, Future<T>> work);

  /**
   * Holds the transaction of {@code client} until it is the only one with any of {@code keys}; they
   * are free again when it ends. Everything read after that is what the previous holder left.
   *
   * <p>Whoever reads, decides and writes does this first. A transaction that locks twice follows an
   * order all others follow too.
   */
  Future<Void> lock(SqlClient client, String... keys);

  /**
   * Like {@link #reader}, for what is looked for by keys and somebody waits for at every step: no
   * long list is ever before it.
   */
  SqlClient lookups();

  /** A client for reading outside of a transaction; sees everything committed before. */
  SqlClient reader();

  /** Which engine this is. */
  Dialect dialect();

  /** The time all nodes on this store agree on, whatever their own clocks say. */
  Clock clock();

  /** Completes when running transactions have ended and files are closed. */
  Future<Void> close();
}
