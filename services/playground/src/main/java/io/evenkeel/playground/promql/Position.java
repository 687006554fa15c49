package io.evenkeel.playground.promql;

/** A place in the query's text; both numbers count from one. */
record Position(int line, int column) {

  static Position of(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int at = 0; at < offset; at++) {
      if (text.charAt(at) == '\n') {
        line++;
        lineStart = at + 1;
      }
    }
    return new Position(line, offset - lineStart + 1);
  }
}
