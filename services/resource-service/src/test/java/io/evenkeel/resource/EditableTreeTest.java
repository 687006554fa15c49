package io.evenkeel.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Compares trees with a map from path to content that goes through the same edits. */
class EditableTreeTest {

  @Property(tries = 300)
  void aTreeHoldsWhatItsEditsLeave(@ForAll("edits") List<List<TreeEdit>> commits)
      throws IOException {
    try (InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("t"));
        ObjectInserter inserter = repository.newObjectInserter()) {
      Map<String, String> expected = new TreeMap<>();
      ObjectId tree = inserter.insert(Constants.OBJ_TREE, new byte[0]);
      for (List<TreeEdit> edits : commits) {
        inserter.flush();
        tree = commit(inserter, repository.newObjectReader(), tree, edits, expected);
      }
      inserter.flush();

      assertThat(read(repository, tree)).isEqualTo(expected);
    }
  }

  @Provide
  Arbitrary<List<List<TreeEdit>>> edits() {
    Arbitrary<String> name = Arbitraries.of("a", "a.b", "a-b", "ab", "ä", "\uD83D\uDE00", "\uFF01");
    Arbitrary<String> path =
        name.list().ofMinSize(1).ofMaxSize(3).map(names -> String.join("/", names));
    Arbitrary<TreeEdit> put = Combinators.combine(
            path, Arbitraries.strings().alpha().ofLength(1))
        .as((file, text) -> new TreeEdit.Put(file, text.getBytes(UTF_8)));
    Arbitrary<TreeEdit> remove = path.map(TreeEdit.Remove::new);
    return Arbitraries.frequencyOf(Tuple.of(3, put), Tuple.of(1, remove))
        .list()
        .ofMaxSize(8)
        .list()
        .ofMaxSize(4);
  }

  /** All or nothing, as in a commit. */
  private static ObjectId commit(
      ObjectInserter inserter,
      ObjectReader reader,
      ObjectId tree,
      List<TreeEdit> edits,
      Map<String, String> expected)
      throws IOException {
    Map<String, String> after = new TreeMap<>(expected);
    boolean possible = edits.stream().allMatch(edit -> apply(edit, after));
    try (reader) {
      EditableTree editable = EditableTree.of(reader, tree);
      for (TreeEdit edit : edits) {
        edit.applyTo(editable, content -> inserter.insert(Constants.OBJ_BLOB, content));
      }
      assertThat(possible).as("%s can not be done to %s", edits, expected).isTrue();
      expected.clear();
      expected.putAll(after);
      return editable.write(inserter);
    } catch (Refusal inTheWay) {
      assertThat(possible).as("%s: %s", edits, inTheWay.getMessage()).isFalse();
      return tree;
    }
  }

  private static boolean apply(TreeEdit edit, Map<String, String> files) {
    if (edit instanceof TreeEdit.Put put) {
      boolean inTheWay = files.keySet().stream()
          .anyMatch(path -> path.startsWith(put.path() + "/") || put.path().startsWith(path + "/"));
      files.put(put.path(), new String(put.content(), UTF_8));
      return !inTheWay;
    }
    String path = ((TreeEdit.Remove) edit).path();
    files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
    return true;
  }

  private static Map<String, String> read(InMemoryRepository repository, ObjectId tree)
      throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (TreeWalk walk = new TreeWalk(repository)) {
      new ObjectChecker().checkTree(repository.open(tree).getBytes());
      walk.addTree(tree);
      while (walk.next()) {
        if (walk.isSubtree()) {
          new ObjectChecker().checkTree(repository.open(walk.getObjectId(0)).getBytes());
          walk.enterSubtree();
        } else {
          files.put(
              walk.getPathString(),
              new String(repository.open(walk.getObjectId(0)).getBytes(), UTF_8));
        }
      }
    }
    return files;
  }
}
