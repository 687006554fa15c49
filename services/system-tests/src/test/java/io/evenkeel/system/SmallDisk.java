package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A disk of a few mebibytes in memory, mounted for a test; only root on Linux can do that. */
final class SmallDisk implements AutoCloseable {

  private final Path path;

  private SmallDisk(Path path) {
    this.path = path;
  }

  /**
   * Mounts a disk at the empty directory {@code path}; skips the test where that is not possible.
   *
   * @param options of {@code mount}, e.g. {@code size=8m}
   */
  static SmallDisk mount(Path path, String options) throws IOException {
    boolean mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString());
    if (!mounted) {
      System.out.println("skipped: a small disk needs Linux and root, to mount it");
    }
    assumeTrue(mounted, "a small disk needs Linux and root, to mount it");
    return new SmallDisk(path);
  }

  Path path() {
    return path;
  }

  /** Writes a file until nothing more fits. */
  void fill() throws IOException {
    byte[] block = new byte[1024];
    try (OutputStream file = Files.newOutputStream(path.resolve("ballast"))) {
      while (true) {
        file.write(block);
      }
    } catch (IOException full) {
      assertThat(path.toFile().getUsableSpace()).as(full.toString()).isLessThan(block.length);
    }
  }

  /** Makes space again. */
  void free() throws IOException {
    Files.delete(path.resolve("ballast"));
  }

  @Override
  public void close() throws IOException {
    // Lazily: a server that has just ended may still hold it for a moment.
    run("umount", "--lazy", path.toString());
  }

  private static boolean run(String... command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
