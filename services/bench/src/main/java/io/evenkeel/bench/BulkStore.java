package io.evenkeel.bench;

import java.util.List;

/**
 * Rows in large numbers, written straight into the tables the product made: past the server, which
 * must not run meanwhile, but column by column as the store itself describes them.
 */
interface BulkStore extends AutoCloseable {

  /**
   * A table as the store describes it.
   *
   * @param columns all but the one the store numbers by itself
   */
  record Table(String name, List<Column> columns) {}

  /** A column; a number is a whole one. */
  record Column(String name, boolean isNumber) {}

  Table describe(String table);

  /** Rows, each a {@link String} or {@link Long} per column, where a column has this text. */
  List<Object[]> rows(Table table, String column, String value);

  /** Takes the indexes of {@code tables} away, as far as they only serve for finding. */
  void begin(List<Table> tables);

  /** Adds one row; it may not be in the table before {@link #end}. */
  void add(Table table, Object[] row);

  /** Writes what is left and builds the indexes again. */
  void end();

  /** How many rows there are. */
  long count(String table);

  @Override
  void close();
}
