package io.evenkeel.kit;

import io.evenkeel.kit.metrics.Metric;
import io.evenkeel.kit.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

/** A store that tells how long its transactions and reads take, and what it turns down. */
final class MeasuredDatabase implements Database {

  private final Database store;
  private final Metrics metrics;
  private final SqlClient lookups;
  private final SqlClient reader;

  MeasuredDatabase(Database store, Metrics metrics) {
    this.store = store;
    this.metrics = metrics;
    this.lookups = new MeasuredReader(store.lookups(), this::read);
    this.reader = new MeasuredReader(store.reader(), this::read);
  }

  @Override
  public <T> Future<T> transaction(Function<SqlClient, Future<T>> work) {
    return measured(() -> store.transaction(work));
  }

  @Override
  public <T> Future<T> statement(Function<SqlClient, Future<T>> statement) {
    return measured(() -> store.statement(statement));
  }

  private <T> Future<T> measured(Supplier<Future<T>> transaction) {
    long start = System.nanoTime();
    return transaction.get().onComplete(done -> took(start, "committed"), cause -> {
      took(start, "undone");
      failed(cause);
    });
  }

  @Override
  public <T> Future<T> last(SqlClient client, Function<SqlClient, Future<T>> statements) {
    return store.last(client, statements);
  }

  @Override
  public <T> Future<T> longTransaction(Function<SqlClient, Future<T>> work) {
    return store.longTransaction(work);
  }

  @Override
  public <T> Future<T> snapshot(Function<SqlClient, Future<T>> work) {
    return store.snapshot(work);
  }

  private void took(long start, String outcome) {
    metrics.time(Metric.STORE_TRANSACTION_DURATION, System.nanoTime() - start, outcome);
  }

  private <T> Future<T> read(Future<T> result) {
    long start = System.nanoTime();
    return result.onComplete(
        rows -> metrics.time(Metric.STORE_READ_DURATION, System.nanoTime() - start),
        cause -> failed(StoreFailures.readable(cause)));
  }

  private void failed(Throwable cause) {
    StoreFailures.word(cause).ifPresent(word -> metrics.count(Metric.STORE_FAILURES, word));
  }

  @Override
  public Future<Void> lock(SqlClient client, String... keys) {
    return store.lock(client, keys);
  }

  @Override
  public SqlClient lookups() {
    return lookups;
  }

  @Override
  public SqlClient reader() {
    return reader;
  }

  @Override
  public Dialect dialect() {
    return store.dialect();
  }

  @Override
  public Clock clock() {
    return store.clock();
  }

  @Override
  public Future<Void> close() {
    return store.close();
  }
}
