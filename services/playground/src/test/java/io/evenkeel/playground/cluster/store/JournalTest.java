package io.evenkeel.playground.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private final Vertx vertx = Vertx.vertx();

  @TempDir
  Path directory;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void everythingIsThereAgainAfterAReopening() {
    Journal journal = open();
    ObjectStore store = journal.store();
    store.put(configMap("kept", "1"));
    store.put(configMap("kept", "2"));
    store.remove(store.put(configMap("removed", "1")));
    long version = store.version();
    journal.close().await();

    ObjectStore reopened = open().store();

    assertThat(reopened.all()).hasSize(1);
    assertThat(reopened.find(Kinds.CONFIG_MAP, "n", "kept").orElseThrow().json().path("data"))
        .isEqualTo(Tree.object().put("key", "2"));
    assertThat(reopened.version()).isEqualTo(version);
  }

  @Test
  void aTornLastLineIsCutOffAndWritingGoesOn() throws IOException {
    Journal journal = open();
    journal.store().put(configMap("whole", "1"));
    journal.close().await();
    Files.writeString(
        directory.resolve("journal.jsonl"), "{\"put\":{\"apiVers", StandardOpenOption.APPEND);

    Journal mended = open();
    mended.store().put(configMap("after", "1"));
    mended.close().await();

    assertThat(open().store().list(Kinds.CONFIG_MAP, "n"))
        .extracting(KubeObject::name)
        .containsExactly("after", "whole");
  }

  @Test
  void aLineThatIsBrokenInTheMiddleIsReportedWithTheDirectory() throws IOException {
    open().close().await();
    Files.writeString(directory.resolve("journal.jsonl"), "nonsense\n");

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("remove the directory");
  }

  @Test
  void aSecondServerIsRefusedWhileTheFirstHasTheDirectory() {
    Journal first = open();

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use by another server");
    first.close().await();

    assertThat(open().store().all()).isEmpty();
  }

  @Test
  void aLongHistoryIsCompactedAndVersionsGoOn() throws IOException {
    Journal journal = open();
    ObjectStore store = journal.store();
    String filler = "x".repeat(20_000);
    for (int i = 0; i < 200; i++) {
      store.put(configMap("busy", filler + i));
      journal.flushed().await();
    }
    long version = store.version();
    journal.close().await();

    assertThat(Files.size(directory.resolve("journal.jsonl"))).isLessThan(2 << 20);
    ObjectStore reopened = open().store();
    assertThat(reopened.version()).isEqualTo(version);
    assertThat(reopened.all()).hasSize(1);
  }

  private Journal open() {
    return Journal.open(vertx, directory).await();
  }

  private static KubeObject configMap(String name, String value) {
    var object = Tree.object().put("apiVersion", "v1").put("kind", "ConfigMap");
    object.putObject("metadata").put("namespace", "n").put("name", name);
    object.putObject("data").put("key", value);
    return new KubeObject(Kinds.CONFIG_MAP, object);
  }
}
