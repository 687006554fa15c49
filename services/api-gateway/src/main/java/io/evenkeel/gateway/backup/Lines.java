package io.evenkeel.gateway.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a stream, none longer than a limit; it is read in large pieces. */
final class Lines {

  private final InputStream in;
  private final byte[] buffer;
  private final int longest;
  private int from;
  private int to;

  /** Reads {@code piece} bytes at once; a line has {@code longest} without its end at most. */
  Lines(InputStream in, int piece, int longest) {
    this.in = in;
    this.buffer = new byte[piece];
    this.longest = longest;
  }

  /** A line is longer than one may be. */
  static final class TooLong extends IOException {

    private static final long serialVersionUID = 1;
  }

  /** The next line without its end; empty at the end of everything, and for one without an end. */
  byte[] next() throws IOException {
    ByteArrayOutputStream begun = new ByteArrayOutputStream(0);
    while (!isAtEnd()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      if (end - from > longest - begun.size()) {
        throw new TooLong();
      }
      begun.write(buffer, from, end - from);
      from = end;
      if (end < to) {
        from++;
        return begun.toByteArray();
      }
    }
    return new byte[0];
  }

  /** Whether there is nothing left. */
  boolean isAtEnd() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(buffer, 0, buffer.length));
    }
    return to == 0;
  }
}
