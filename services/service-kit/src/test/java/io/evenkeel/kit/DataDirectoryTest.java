package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir
  Path directory;

  @Test
  void belongsToOneOwnerAtATime() throws IOException {
    Path data = directory.resolve("data");
    DataDirectory first = DataDirectory.open(data);

    assertThatIllegalStateException()
        .isThrownBy(() -> DataDirectory.open(data))
        .withMessageContaining(data.toString())
        .withMessageContaining("in use by another running server");

    first.close();
    try (DataDirectory second = DataDirectory.open(data)) {
      assertThat(second.path()).isEqualTo(data);
    }
  }

  @Test
  void aFileInItsPlaceIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("data"));

    assertThatIllegalStateException()
        .isThrownBy(() -> DataDirectory.open(file))
        .withMessageContaining("can not be written")
        .withMessageContaining("--data");
  }
}
