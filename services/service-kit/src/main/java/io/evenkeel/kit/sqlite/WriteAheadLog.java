package io.evenkeel.kit.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file beside the database into which SQLite writes first; it is SQLite's to write. */
final class WriteAheadLog implements SqliteDisk {

  private final FileChannel file;

  private WriteAheadLog(FileChannel file) {
    this.file = file;
  }

  /**
   * That of a database which somebody has open, so that SQLite keeps it; makes sure that its
   * directory still knows it after a power cut.
   */
  static WriteAheadLog of(Path database) throws IOException {
    Path log = database.resolveSibling(database.getFileName() + "-wal");
    FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE);
    try (FileChannel directory = FileChannel.open(log.toAbsolutePath().getParent())) {
      directory.force(true);
    }
    return new WriteAheadLog(file);
  }

  @Override
  public void force() throws IOException {
    file.force(false);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
