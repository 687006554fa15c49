package io.evenkeel.kit.sqlite;

import io.vertx.sqlclient.PropertyKind;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.desc.ColumnDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement did. */
class SqliteResult<T extends @Nullable Object> implements SqlResult<T> {

  private final T value;
  private final List<String> columns;
  private final int size;
  private final int changed;
  private final @Nullable SqliteResult<T> next;

  SqliteResult(
      T value, List<String> columns, int size, int changed, @Nullable SqliteResult<T> next) {
    this.next = next;
    this.value = value;
    this.columns = columns;
    this.size = size;
    this.changed = changed;
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
    return size;
  }

  @Override
  public <V> @Nullable V property(PropertyKind<V> kind) {
    return null;
  }

  @Override
  public T value() {
    return value;
  }

  @Override
  public @Nullable SqlResult<T> next() {
    return next;
  }
}
