package io.evenkeel.kit;

import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The store where one node is not enough: PostgreSQL 15 or later.
 *
 * <p>Transactions are READ COMMITTED; whoever reads and decides takes a {@linkplain #lock lock}
 * first. A transaction that collides with another is run again here and nowhere else. A node that
 * stops in the middle of one loses it to the server's {@code idle_in_transaction_session_timeout},
 * so it never holds up others for longer than that. A server that falls silent without ending its
 * connections (its machine or the way to it is gone) loses them after {@link #SILENCE_SECONDS}:
 * whatever waits for an answer fails then.
 */
public final class PostgresDatabase implements Database {

  private static final int LOOKUPS = 2;
  private static final int READERS = 3;

  /** Characters of a statement; beyond that it would be planned each time. */
  private static final int LONGEST_PREPARED = 16384;

  private static final int MOST_ATTEMPTS = 8;
  private static final int WORK_TIMEOUT_SECONDS = 30;
  private static final int CONNECT_SECONDS = 5;

  /** Longer than any statement may take but those of the patient. */
  private static final int SILENCE_SECONDS = 30;

  /** Who is not needed goes before it would seem to be silent. */
  private static final int IDLE_SECONDS = SILENCE_SECONDS - 10;

  private static final int PATIENT_AT_A_TIME = 3;
  private static final int MOST_SENT_TOGETHER = 64;
  private static final Duration CLOCK_CHECK = Duration.ofSeconds(10);
  private static final Duration RECONNECT = Duration.ofMillis(500);
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
  private static final String PATIENT = "SELECT set_config('statement_timeout', '0', true),"
      + " set_config('idle_in_transaction_session_timeout', '0', true)";

  /**
   * For those who go by keys alone: a plan is made once, while tables may be empty, and has to do
   * for full ones. An index scan also clears the way for the next one past rows that are gone,
   * which a bitmap scan looks at again every time.
   */
  private static final Map<String, String> KEYED = Map.of(
      "plan_cache_mode", "force_generic_plan",
      "enable_seqscan", "off",
      "enable_bitmapscan", "off");

  private static final String NOW = Dialect.POSTGRESQL.adapt("SELECT ${now}");

  private final Vertx vertx;
  private final Context context;
  private final Pool writers;
  private final Pool lookups;
  private final Pool readers;
  private final Pool patient;
  private final StoreClock clock = new StoreClock();
  private final long clockCheck;

  private PostgresDatabase(Vertx vertx, PgConnectOptions options, int connections, int silence) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    PgConnectOptions keyed = new PgConnectOptions(options);
    KEYED.forEach(keyed::addProperty);
    this.writers = pool(vertx, keyed, connections, silence);
    this.lookups = pool(vertx, keyed, LOOKUPS, silence);
    this.readers = pool(vertx, options, READERS, silence);
    this.patient = pool(vertx, options, PATIENT_AT_A_TIME, 0);
    this.clockCheck = vertx.setPeriodic(CLOCK_CHECK.toMillis(), tick -> setClock());
  }

  /**
   * Connects, waiting up to {@code patience} for a server that is not there yet.
   *
   * @param address {@code postgresql://user:password@host:port/database}
   * @param connections how many transactions may run at a time
   */
  static Future<Database> open(Vertx vertx, String address, int connections, Duration patience) {
    return open(vertx, address, connections, patience, SILENCE_SECONDS);
  }

  static Future<Database> open(
      Vertx vertx, String address, int connections, Duration patience, int silenceSeconds) {
    PgConnectOptions options = options(address);
    PostgresDatabase database = new PostgresDatabase(vertx, options, connections, silenceSeconds);
    String name = "%s:%d/%s".formatted(options.getHost(), options.getPort(), options.getDatabase());
    return database.connect(System.nanoTime() + patience.toNanos()).recover(cause -> database
        .close()
        .transform(closed -> Future.failedFuture(refused(name, cause))));
  }

  private static PgConnectOptions options(String address) {
    PgConnectOptions options = PgConnectOptions.fromUri(address);
    options.setCachePreparedStatements(true).setPreparedStatementCacheSqlLimit(LONGEST_PREPARED);
    return options
        .addProperty("application_name", "evenkeel")
        .addProperty("client_min_messages", "warning")
        .addProperty("jit", "off") // takes longer than what it would speed up
        .addProperty("statement_timeout", "20s")
        .addProperty("lock_timeout", "10s")
        .addProperty("idle_in_transaction_session_timeout", "5s")
        .addProperty("tcp_keepalives_idle", "10")
        .addProperty("tcp_keepalives_interval", "5")
        .addProperty("tcp_keepalives_count", "3");
  }

  /** A pool of up to {@code size}; connections die {@code silence} seconds after the server. */
  private static Pool pool(Vertx vertx, PgConnectOptions options, int size, int silence) {
    PoolOptions pool = new PoolOptions()
        .setMaxSize(size)
        .setConnectionTimeout(2 * CONNECT_SECONDS)
        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
    NetClientOptions net = new NetClientOptions()
        .setConnectTimeout(CONNECT_SECONDS * 1000)
        .setTcpKeepAlive(true)
        .setReadIdleTimeout(silence);
    return PgBuilder.pool()
        .connectingTo(options)
        .withConnectHandler(PostgresDatabase::sendTogether)
        .with(pool)
        .with(net)
        .using(vertx)
        .build();
  }

  /** What is asked for at a time goes out in one write, not in one for each statement. */
  private static void sendTogether(SqlConnection connection) {
    if (((SqlConnectionInternal) connection).unwrap().unwrap()
        instanceof SocketConnectionBase raw) {
      raw.socket()
          .channelHandlerContext()
          .pipeline()
          .addFirst(new FlushConsolidationHandler(MOST_SENT_TOGETHER, true));
    }
    connection.close();
  }

  private Future<Database> connect(long deadline) {
    return setClock().<Database>map(this).recover(cause -> {
      boolean hopeless = cause instanceof PgException && !isStarting(cause);
      return hopeless || System.nanoTime() > deadline
          ? Future.failedFuture(cause)
          : vertx
              .timer(RECONNECT.toMillis(), TimeUnit.MILLISECONDS)
              .compose(waited -> connect(deadline));
    });
  }

  private static boolean isStarting(Throwable cause) {
    return StoreFailures.readable(cause) instanceof Refusal;
  }

  private static IllegalStateException refused(String name, Throwable cause) {
    return new IllegalStateException(
        "the event store postgresql://%s can not be opened: %s; check EVENKEEL_STORE or --store"
            .formatted(name, cause.getMessage()),
        cause);
  }

  private Future<Void> setClock() {
    long before = System.nanoTime();
    return readers
        .query(NOW)
        .execute()
        .timeout(CONNECT_SECONDS, TimeUnit.SECONDS)
        .onSuccess(rows -> clock.set(rows.iterator().next().getLong(0), before, System.nanoTime()))
        .mapEmpty();
  }

  /** Runs where the connections are, so that no statement changes threads; ends at the caller. */
  @Override
  public <T> Future<T> transaction(Function<SqlClient, Future<T>> work) {
    return onConnection(
        connection -> PostgresTransaction.run(connection, work, WORK_TIMEOUT_SECONDS));
  }

  /** The server makes a transaction of whatever is sent to it in one message. */
  @Override
  public <T> Future<T> statement(Function<SqlClient, Future<T>> statement) {
    return onConnection(statement::apply);
  }

  @Override
  public <T> Future<T> last(SqlClient client, Function<SqlClient, Future<T>> statements) {
    return client instanceof PostgresTransaction transaction
        ? transaction.last(statements)
        : statements.apply(client);
  }

  private <T> Future<T> onConnection(Function<SqlConnection, Future<T>> work) {
    Context caller = vertx.getOrCreateContext();
    return Future.future(result -> context.runOnContext(here -> attempt(work, 1)
        .recover(PostgresDatabase::toReadable)
        .onComplete(done -> caller.runOnContext(back -> result.handle(done)))));
  }

  @Override
  public <T> Future<T> longTransaction(Function<SqlClient, Future<T>> work) {
    return patient
        .withTransaction(connection ->
            connection.query(PATIENT).execute().compose(set -> work.apply(connection)))
        .recover(PostgresDatabase::toReadable);
  }

  @Override
  public <T> Future<T> snapshot(Function<SqlClient, Future<T>> work) {
    return patient.withConnection(reader -> reader
        .query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        .execute()
        .compose(begun -> reader.query(PATIENT).execute())
        .compose(fixed -> work.apply(reader))
        .eventually(() -> reader.query("ROLLBACK").execute()));
  }

  /** The driver has many ways to say that a connection broke. */
  private static <T> Future<T> toReadable(Throwable cause) {
    boolean broken = cause instanceof IOException || cause.getClass().equals(VertxException.class);
    return Future.failedFuture(
        StoreFailures.readable(broken ? ClosedConnectionException.INSTANCE : cause));
  }

  private <T> Future<T> attempt(Function<SqlConnection, Future<T>> work, int attempt) {
    return writers
        .withConnection(work)
        .recover(cause -> StoreFailures.isCollision(cause) && attempt < MOST_ATTEMPTS
            ? pause(attempt).compose(waited -> attempt(work, attempt + 1))
            : Future.failedFuture(cause));
  }

  /** Those who collided must not meet again: each waits for another while. */
  private Future<Void> pause(int attempt) {
    long millis = ThreadLocalRandom.current().nextLong(1, 10L << Math.min(attempt, 5));
    return vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
  }

  @Override
  public Future<Void> lock(SqlClient client, String... keys) {
    return Future.all(Arrays.stream(keys)
            .distinct()
            .sorted()
            .map(key -> client.preparedQuery(LOCK).execute(Tuple.of(key)))
            .toList())
        .mapEmpty();
  }

  @Override
  public SqlClient lookups() {
    return lookups;
  }

  @Override
  public SqlClient reader() {
    return readers;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Future<Void> close() {
    vertx.cancelTimer(clockCheck);
    return Future.join(writers.close(), lookups.close(), readers.close(), patient.close())
        .mapEmpty();
  }
}
