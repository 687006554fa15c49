package io.evenkeel.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under a heading, columns separated by tabs and padded to line up on a terminal. */
public final class Table {

  private final List<String[]> rows = new ArrayList<>();

  public Table(String... heading) {
    rows.add(heading);
  }

  public void row(String... cells) {
    rows.add(cells);
  }

  /** Returns one line a row, the last column unpadded. */
  public List<String> lines() {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(String[] row, int[] widths) {
    String[] cells = Arrays.copyOf(row, row.length);
    for (int column = 0; column < row.length - 1; column++) {
      cells[column] = row[column] + " ".repeat(widths[column] - row[column].length());
    }
    return String.join("\t", cells).stripTrailing();
  }
}
