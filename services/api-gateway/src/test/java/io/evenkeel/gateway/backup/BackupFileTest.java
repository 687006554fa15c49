package io.evenkeel.gateway.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The format of a backup: what was written is read, and nothing else is. */
class BackupFileTest {

  private static byte[] backup() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BackupWriter writer = new BackupWriter(out)) {
      writer.header(Instant.EPOCH, "1", Map.of("service-kit", 3));
      writer.file("git/shop.git/HEAD");
      writer.chunk("ref: refs/heads/master\n".getBytes(StandardCharsets.UTF_8));
      writer.table("timer", List.of("id", "due_at"), 7);
      for (int i = 0; i < 200; i++) {
        writer.row(Arrays.asList("t\n\"ä" + i, (long) i * i * 7919));
      }
      writer.end();
    }
    return out.toByteArray();
  }

  private static List<String> heard(byte[] file) throws IOException {
    List<String> heard = new ArrayList<>();
    BackupReader.read(new ByteArrayInputStream(file), new BackupReader.Visitor() {
      @Override
      public void header(BackupReader.Header header) {
        heard.add(header.toString());
      }

      @Override
      public void chunk(String name, byte[] bytes) {
        heard.add(name + " " + new String(bytes, StandardCharsets.UTF_8));
      }

      @Override
      public void table(String name, List<String> columns, long last) {
        heard.add(name + columns + last);
      }

      @Override
      public void row(List<@Nullable Object> values) {
        heard.add(values.toString());
      }
    });
    return heard;
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    List<String> heard = heard(backup());

    assertThat(heard).hasSize(203);
    assertThat(heard.get(1)).isEqualTo("git/shop.git/HEAD ref: refs/heads/master\n");
    assertThat(heard.get(2)).isEqualTo("timer[id, due_at]7");
    assertThat(heard.get(4)).isEqualTo("[t\n\"ä1, 7919]");
  }

  @Test
  void aBackupCutOffAnywhereIsRefused() throws IOException {
    byte[] whole = backup();

    for (int length = 0; length < whole.length; length += 7) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> heard(part)).as("%d bytes", length).isInstanceOf(Refusal.class);
    }
    byte[] most = Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> heard(most)).hasMessageContaining("cut off before its end");
  }

  @Test
  void aByteThatChangedIsFound() throws IOException {
    byte[] whole = backup();

    for (int at = 10; at < whole.length; at += 11) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x20;
      assertThatThrownBy(() -> heard(changed)).as("byte %d", at).isInstanceOf(Refusal.class);
    }
  }

  @Test
  void aRowThatWasTakenOutOrAddedIsFound() throws IOException {
    String text = new String(
        new GZIPInputStream(new ByteArrayInputStream(backup())).readAllBytes(),
        StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(text.lines().toList());
    lines.remove(50);
    List<String> noEnd = text.lines().limit(100).toList();

    assertThatThrownBy(() -> heard(gzip(lines))).hasMessageContaining("altered or damaged");
    assertThatThrownBy(() -> heard(gzip(noEnd))).hasMessageContaining("cut off");
  }

  @Test
  void anythingElseIsNoBackup() throws IOException {
    assertThatThrownBy(() -> heard("PK zip".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("this is no backup");
    assertThatThrownBy(() -> heard(gzip(List.of("hello")))).hasMessageContaining("no backup");
    assertThatThrownBy(() -> heard(gzip(List.of("{\"evenkeel\":\"backup\",\"format\":2}"))))
        .hasMessageContaining("format 2");
  }

  private static byte[] gzip(List<String> lines) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(out)) {
      zip.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }
}
