package io.evenkeel.resource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.evenkeel.kit.Refusal;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a commit while it is changed. Only the folders on the way to a change are read and
 * written again; the others keep their ids. Links are never followed: to this class they are files.
 */
final class EditableTree {

  /** Names are kept as one char a byte, so that any name survives and sorting is Git's. */
  private final Map<String, Entry> entries = new HashMap<>();

  private final ObjectReader reader;

  private EditableTree(ObjectReader reader) {
    this.reader = reader;
  }

  /** The folder stored as {@code tree}; an empty one if {@code null}. */
  static EditableTree of(ObjectReader reader, @Nullable ObjectId tree) throws IOException {
    EditableTree folder = new EditableTree(reader);
    if (tree != null) {
      folder.load(tree);
    }
    return folder;
  }

  /** Makes {@code path} the file stored as {@code blob}. */
  void put(String path, ObjectId blob) throws IOException {
    put(path, segments(path), blob);
  }

  /** Makes {@code path} the folder stored as {@code tree}, whatever was there. */
  void graft(String path, ObjectId tree) throws IOException {
    List<String> segments = segments(path);
    String name = segments.get(segments.size() - 1);
    EditableTree parent = this;
    for (String folder : segments.subList(0, segments.size() - 1)) {
      parent = parent.open(path, folder);
    }
    parent.entries.put(name, new Entry(name, FileMode.TREE, tree, null));
  }

  /** Removes the file or folder {@code path} if there is one. */
  void remove(String path) throws IOException {
    remove(segments(path));
  }

  /** Stores this folder and those that changed below it. */
  ObjectId write(ObjectInserter inserter) throws IOException {
    TreeFormatter formatter = new TreeFormatter();
    for (Entry entry : sorted()) {
      ObjectId id = entry.opened() == null ? entry.id() : entry.opened().write(inserter);
      formatter.append(entry.name().getBytes(ISO_8859_1), entry.mode(), id);
    }
    return inserter.insert(formatter);
  }

  private List<Entry> sorted() {
    return entries.values().stream()
        .filter(entry -> !entry.isEmptied())
        .sorted(Comparator.comparing(Entry::sortKey))
        .toList();
  }

  private void put(String path, List<String> segments, ObjectId blob) throws IOException {
    String name = segments.get(0);
    if (segments.size() > 1) {
      open(path, name).put(path, segments.subList(1, segments.size()), blob);
      return;
    }
    Entry former = entries.get(name);
    if (former != null && former.isFolder() && !former.isEmptied()) {
      throw inTheWay(path, name, "a folder");
    }
    entries.put(name, new Entry(name, fileMode(former), blob, null));
  }

  private void remove(List<String> segments) throws IOException {
    String name = segments.get(0);
    Entry entry = entries.get(name);
    if (segments.size() == 1) {
      entries.remove(name);
    } else if (entry != null && entry.isFolder()) {
      open("", name).remove(segments.subList(1, segments.size()));
    }
  }

  private EditableTree open(String path, String name) throws IOException {
    Entry entry = entries.get(name);
    if (entry != null && !entry.isFolder()) {
      throw inTheWay(path, name, "a file");
    }
    if (entry != null && entry.opened() != null) {
      return entry.opened();
    }
    EditableTree folder = of(reader, entry == null ? null : entry.id());
    entries.put(name, new Entry(name, FileMode.TREE, ObjectId.zeroId(), folder));
    return folder;
  }

  private void load(ObjectId tree) throws IOException {
    CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
    while (!parser.eof()) {
      byte[] name = new byte[parser.getNameLength()];
      parser.getName(name, 0);
      String key = new String(name, ISO_8859_1);
      Entry entry = new Entry(key, parser.getEntryFileMode(), parser.getEntryObjectId(), null);
      entries.put(key, entry);
      parser.next();
    }
  }

  /** A script that was executable stays so. */
  private static FileMode fileMode(@Nullable Entry former) {
    boolean executable = former != null && former.mode().equals(FileMode.EXECUTABLE_FILE);
    return executable ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE;
  }

  private static Refusal inTheWay(String path, String name, String kind) {
    String text = new String(name.getBytes(ISO_8859_1), UTF_8);
    return new Refusal(
        409, "can not write %s: %s is %s; delete it first".formatted(path, text, kind));
  }

  private static List<String> segments(String path) {
    return List.of(new String(path.getBytes(UTF_8), ISO_8859_1).split("/"));
  }

  /**
   * One name in a folder.
   *
   * @param opened the folder itself once something below it was touched; then {@code id} is old
   */
  private record Entry(
      String name, FileMode mode, ObjectId id, @Nullable EditableTree opened) {

    boolean isFolder() {
      return mode.equals(FileMode.TREE);
    }

    /** Git has no empty folders. */
    boolean isEmptied() {
      return opened != null && opened.sorted().isEmpty();
    }

    /** Git sorts a folder as if its name ended in a slash. */
    String sortKey() {
      return isFolder() ? name + "/" : name;
    }
  }
}
