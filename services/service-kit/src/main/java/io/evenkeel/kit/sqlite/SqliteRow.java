package io.evenkeel.kit.sqlite;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.internal.ArrayTuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row: the values as SQLite has them (text, integer, real, blob), by name or position. */
final class SqliteRow extends ArrayTuple implements Row {

  private final List<String> columns;

  SqliteRow(List<String> columns) {
    super(columns.size());
    this.columns = columns;
  }

  @Override
  public @Nullable String getColumnName(int position) {
    return position < 0 || position >= columns.size() ? null : columns.get(position);
  }

  @Override
  public int getColumnIndex(String name) {
    return columns.indexOf(name);
  }
}
