package io.evenkeel.kit.sqlite;

import io.vertx.sqlclient.PropertyKind;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.desc.ColumnDescriptor;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** The rows a statement yielded, all of them, and how many it changed. */
public final class SqliteRows<R> implements RowSet<R> {

  private final List<R> rows;
  private final List<String> columns;
  private final int changed;
  private final @Nullable SqliteRows<R> next;

  SqliteRows(List<R> rows, List<String> columns, int changed) {
    this(rows, columns, changed, null);
  }

  private SqliteRows(
      List<R> rows, List<String> columns, int changed, @Nullable SqliteRows<R> next) {
    this.rows = rows;
    this.columns = columns;
    this.changed = changed;
    this.next = next;
  }

  /** The results of a batch: the first, which leads to the others. */
  static <R> SqliteRows<R> chain(List<SqliteRows<R>> all) {
    SqliteRows<R> head = null;
    for (int index = all.size() - 1; index >= 0; index--) {
      SqliteRows<R> one = all.get(index);
      head = new SqliteRows<>(one.rows, one.columns, one.changed, head);
    }
    return head == null ? new SqliteRows<>(List.of(), List.of(), 0) : head;
  }

  <U> SqliteRows<U> map(Function<R, U> mapper) {
    return new SqliteRows<>(
        rows.stream().map(mapper).toList(),
        columns,
        changed,
        next == null ? null : next.map(mapper));
  }

  static <A, V> SqliteResult<V> collect(SqliteRows<Row> rows, Collector<Row, A, V> collector) {
    A sum = collector.supplier().get();
    rows.rows.forEach(row -> collector.accumulator().accept(sum, row));
    V value = collector.finisher().apply(sum);
    return new SqliteResult<>(
        value,
        rows.columns,
        rows.size(),
        rows.changed,
        rows.next == null ? null : collect(rows.next, collector));
  }

  @Override
  public RowIterator<R> iterator() {
    Iterator<R> each = rows.iterator();
    return new RowIterator<>() {
      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public R next() {
        return each.next();
      }
    };
  }

  @Override
  public int rowCount() {
    return changed;
  }

  @Override
  public List<String> columnsNames() {
    return columns;
  }

  @Override
  public List<ColumnDescriptor> columnDescriptors() {
    return List.of();
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public <V> @Nullable V property(PropertyKind<V> kind) {
    return null;
  }

  @Override
  public RowSet<R> value() {
    return this;
  }

  @Override
  public @Nullable RowSet<R> next() {
    return next;
  }
}
