package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.impl.SqlClientInternal;
import io.vertx.sqlclient.templates.impl.SqlTemplate;
import io.vertx.sqlclient.templates.impl.SqlTemplateImpl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A statement with parameters by name, as {@code #{name}}. It is Vert.x's template, but each text
 * is taken apart once and not every time it runs.
 */
public final class Sql<R> {

  /** Statements of the product; those that are put together for one request may be more. */
  private static final int MOST_KNOWN = 1000;

  private static final Map<Text, SqlTemplate> KNOWN = new ConcurrentHashMap<>();

  private final SqlTemplate template;
  private final PreparedQuery<R> query;

  private Sql(
      SqlClient client,
      String text,
      Function<PreparedQuery<RowSet<Row>>, PreparedQuery<R>> result) {
    this.template = template((SqlClientInternal) client, text);
    this.query = result.apply(client.preparedQuery(template.getSql()));
  }

  /** A text, and the kind of store it is for: they differ in how a parameter looks. */
  private record Text(Class<?> driver, String sql) {}

  private static SqlTemplate template(SqlClientInternal client, String sql) {
    Text text = new Text(client.driver().getClass(), sql);
    SqlTemplate known = KNOWN.get(text);
    if (known == null) {
      known = SqlTemplate.create(client, sql);
      if (KNOWN.size() < MOST_KNOWN) {
        KNOWN.put(text, known);
      }
    }
    return known;
  }

  /**
   * The parameters {@code #{name0}, #{name1} …} for a list of values, which are put into
   * {@code parameters}. The last fills the list up to one of few lengths: few statements to
   * prepare.
   */
  public static String list(String name, List<?> values, Map<String, Object> parameters) {
    List<String> names = new ArrayList<>();
    for (int index = 0; index < listLength(values.size()); index++) {
      names.add("#{" + name + index + "}");
      parameters.put(name + index, values.get(Math.min(index, values.size() - 1)));
    }
    return String.join(", ", names);
  }

  private static int listLength(int count) {
    int length = count <= 1 ? count : 4;
    while (length < count) {
      length *= 2;
    }
    return length;
  }

  /** A statement whose rows are wanted. */
  public static Sql<RowSet<Row>> forQuery(SqlClient client, String text) {
    return new Sql<>(client, text, query -> query);
  }

  /** A statement of which only the number of rows it changed is wanted. */
  public static Sql<SqlResult<Void>> forUpdate(SqlClient client, String text) {
    return new Sql<>(client, text, query -> query.collecting(SqlTemplateImpl.NULL_COLLECTOR));
  }

  /**
   * Changes {@code row} in the transaction of {@code client} without waiting for it: it is done by
   * the time anything is asked of the store, or the transaction ends. On PostgreSQL it shares a
   * statement with other such changes.
   *
   * @param row names what is changed: a second change of it comes after the first
   */
  public static void later(SqlClient client, String row, String text, Map<String, Object> values) {
    if (client instanceof PostgresTransaction transaction) {
      transaction.later(row, text, values);
    } else {
      forUpdate(client, text).execute(values);
    }
  }

  /** Runs a query, which sees nothing of what is to be changed {@link #later}, along with that. */
  static Future<RowSet<Row>> queryAlong(SqlClient client, String text, Map<String, Object> values) {
    return client instanceof PostgresTransaction transaction
        ? transaction.queryAlong(text, values)
        : forQuery(client, text).execute(values);
  }

  /** Runs it with these values. */
  public Future<R> execute(Map<String, Object> values) {
    return query.execute(tuple(values));
  }

  /** Runs it once for each; the first result leads to the others. */
  public Future<R> executeBatch(List<Map<String, Object>> batch) {
    return query.executeBatch(batch.stream().map(this::tuple).toList());
  }

  private Tuple tuple(Map<String, Object> values) {
    return template.mapTuple(values);
  }
}
