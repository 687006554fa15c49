package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file behind {@link Journal}; every call blocks. One JSON document a line:
 * {@code {"version":7}} first, then {@code {"put":OBJECT}} and {@code {"remove":{…},"version":9}}
 * in the order of the changes. A last line without its end is what a crash left of a write that
 * nobody was told of: it is cut off.
 */
final class JournalFile implements AutoCloseable {

  /** What a file held: the objects and the version of the last change. */
  record Content(long version, List<KubeObject> objects) {}

  private final Path file;
  private final FileChannel lockChannel;
  private FileChannel channel;
  private long length;

  private JournalFile(Path file, FileChannel lockChannel, FileChannel channel) {
    this.file = file;
    this.lockChannel = lockChannel;
    this.channel = channel;
  }

  /**
   * Opens {@code journal.jsonl} in {@code directory}, for this process alone.
   *
   * @throws IOException if the directory is not writable or another server holds it; the message
   *     names it
   */
  static JournalFile open(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel lockChannel = FileChannel.open(
        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(lockChannel) == null) {
      lockChannel.close();
      throw new IOException(
          "the playground in %s is in use by another server: stop that one, ".formatted(directory)
              + "or choose another directory");
    }
    Path file = directory.resolve("journal.jsonl");
    return new JournalFile(file, lockChannel, append(file));
  }

  /** Reads everything and cuts off a torn last line; a broken line elsewhere is an error. */
  Content read() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    channel.truncate(end);
    length = end;
    Replay replay = new Replay();
    new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(replay::apply);
    return new Content(replay.version, List.copyOf(replay.objects.values()));
  }

  /** Appends whole lines; if that fails the file is as it was. */
  void append(String lines) throws IOException {
    try {
      write(channel, lines);
      length += lines.getBytes(StandardCharsets.UTF_8).length;
    } catch (IOException failed) {
      channel.truncate(length);
      throw failed;
    }
  }

  /** Replaces everything by the objects as they are; a crash leaves the old or the new file. */
  void compact(Content content) throws IOException {
    Path fresh = file.resolveSibling("journal.tmp");
    StringBuilder lines = new StringBuilder();
    lines.append(Tree.object().put("version", content.version())).append('\n');
    content.objects().forEach(object -> lines.append(put(object)));
    Files.writeString(fresh, lines);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    channel.close();
    channel = append(file);
    length = channel.size();
  }

  /** Bytes in the file. */
  long length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    lockChannel.close();
  }

  /** The line that records {@code change}. */
  static String line(Change change) {
    if (change.type() != Change.Type.DELETED) {
      return put(change.object());
    }
    ObjectNode line = Tree.object();
    line.putObject("remove")
        .put("apiVersion", change.object().kind().apiVersion())
        .put("kind", change.object().kind().name())
        .put("namespace", change.object().namespace())
        .put("name", change.object().name());
    return line.put("version", change.version()) + "\n";
  }

  private static String put(KubeObject object) {
    ObjectNode line = Tree.object();
    line.set("put", object.json());
    return line + "\n";
  }

  private static void write(FileChannel channel, String lines) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static FileChannel append(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static final class Replay {
    private final Map<KubeObject.Key, KubeObject> objects = new LinkedHashMap<>();
    private long version;
    private int number;

    void apply(String text) {
      number++;
      JsonNode line = Tree.parse(text.getBytes(StandardCharsets.UTF_8));
      version = Math.max(version, line.path("version").asLong());
      if (line.get("put") instanceof ObjectNode put) {
        KubeObject object = new KubeObject(kind(put), put);
        objects.put(object.key(), object);
        version = Math.max(version, object.resourceVersion());
      } else if (line.get("remove") instanceof ObjectNode gone) {
        String namespace = gone.path("namespace").asText();
        String name = gone.path("name").asText();
        objects.remove(new KubeObject.Key(kind(gone), namespace, name));
      }
    }

    private Kind kind(JsonNode object) {
      String apiVersion = object.path("apiVersion").asText();
      String name = object.path("kind").asText();
      return Kinds.byName(apiVersion, name)
          .orElseThrow(() -> new IllegalStateException(
              "line %d of the journal holds a %s of %s, which this version does not know"
                  .formatted(number, name, apiVersion)));
    }
  }
}
