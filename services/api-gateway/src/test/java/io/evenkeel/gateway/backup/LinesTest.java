package io.evenkeel.gateway.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of every length, however they fall into the pieces that are read. */
class LinesTest {

  private static final int LONGEST = 12;

  /** A stream that gives less than it is asked for, as one does that is unpacked on the way. */
  private static Lines lines(String text, int piece) {
    InputStream drop = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] bytes, int offset, int length) {
        return super.read(bytes, offset, Math.min(3, length));
      }
    };
    return new Lines(drop, piece, LONGEST);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64})
  void everyLineIsRead(int piece) throws IOException {
    List<String> wanted = new ArrayList<>();
    for (int length = 1; length <= LONGEST; length++) {
      wanted.add("x".repeat(length));
    }
    Lines lines = lines(String.join("\n", wanted) + "\n", piece);

    for (String line : wanted) {
      assertThat(lines.isAtEnd()).isFalse();
      assertThat(lines.next()).asString().isEqualTo(line);
    }
    assertThat(lines.isAtEnd()).isTrue();
    assertThat(lines.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 64})
  void aLineThatIsTooLongOrHasNoEndIsNone(int piece) throws IOException {
    assertThatThrownBy(() -> lines("x".repeat(LONGEST + 1) + "\n", piece).next())
        .isInstanceOf(Lines.TooLong.class);
    assertThatThrownBy(() -> lines("x".repeat(1000), piece).next())
        .isInstanceOf(Lines.TooLong.class);
    assertThat(lines("no end", piece).next()).isEmpty();
  }
}
