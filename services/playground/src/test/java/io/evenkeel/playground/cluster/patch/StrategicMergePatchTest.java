package io.evenkeel.playground.cluster.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.Tree;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StrategicMergePatchTest {

  private static final String POD = """
      {"containers": [
         {"name": "a", "image": "x:1", "env": [{"name": "A", "value": "1"}]},
         {"name": "b", "image": "y:1"}],
       "nodeName": "n", "args": ["1", "2"], "finalizers": ["f"]}
      """;

  @Test
  void elementsOfAKeyedArrayAreMergedByTheirKey() {
    ObjectNode patched =
        patch("{containers: [{name: a, image: 'x:2', env: [{name: B, value: '2'}]},"
            + " {name: c, image: z}]}");

    assertThat(patched.at("/containers").size()).isEqualTo(3);
    assertThat(patched.at("/containers/0/image").asText()).isEqualTo("x:2");
    assertThat(patched.at("/containers/0/env").findValuesAsText("name")).containsExactly("A", "B");
    assertThat(patched.at("/containers/1/image").asText()).isEqualTo("y:1");
  }

  @Test
  void aDeleteDirectiveRemovesAnElement() {
    assertThat(patch("{containers: [{name: a, $patch: delete}]}").at("/containers"))
        .hasSize(1)
        .allMatch(container -> container.path("name").asText().equals("b"));
  }

  @Test
  void aReplaceDirectiveReplacesTheWholeArray() {
    assertThat(patch("{containers: [{$patch: replace}, {name: c, image: z}]}").at("/containers"))
        .isEqualTo(tree("{l: [{name: c, image: z}]}").path("l"));
  }

  @Test
  void anElementOrderMovesElements() {
    ObjectNode patched = patch("{$setElementOrder/containers: [{name: b}, {name: a}]}");

    assertThat(patched.at("/containers").findValuesAsText("image")).containsExactly("y:1", "x:1");
    assertThat(patched.has("$setElementOrder/containers")).isFalse();
  }

  @Test
  void arraysWithoutKeysAreReplacedAndSetsAreUnited() {
    ObjectNode patched = patch("{args: ['3'], finalizers: [g, f]}");

    assertThat(patched.path("args")).isEqualTo(tree("{l: ['3']}").path("l"));
    assertThat(patched.path("finalizers")).isEqualTo(tree("{l: [f, g]}").path("l"));
    assertThat(patch("{$deleteFromPrimitiveList/finalizers: [f]}").path("finalizers"))
        .isEmpty();
  }

  @Test
  void nullRemovesAMemberAndRetainKeysRemovesAllOthers() {
    assertThat(patch("{nodeName: null}").has("nodeName")).isFalse();
    assertThat(patch("{$retainKeys: [args]}")).isEqualTo(tree("{args: ['1', '2']}"));
  }

  @Test
  void portsOfTheSameNumberDifferByProtocol() {
    ObjectNode service = tree("{ports: [{port: 53, protocol: UDP, name: u}, {port: 53, name: t}]}");

    ObjectNode patched =
        StrategicMergePatch.apply(service, tree("{ports: [{port: 53, protocol: TCP, name: x}]}"));

    assertThat(patched.at("/ports").findValuesAsText("name")).containsExactly("u", "x");
  }

  @Test
  void anElementWithoutItsKeyIsRefused() {
    assertThatThrownBy(() -> patch("{containers: [{image: z}]}"))
        .isInstanceOf(StatusException.class)
        .hasMessageContaining("merge key: name");
  }

  @Test
  void theTargetIsLeftAlone() {
    ObjectNode target = tree(POD);

    StrategicMergePatch.apply(target, tree("{containers: [{name: a, image: other}]}"));

    assertThat(target).isEqualTo(tree(POD));
  }

  private static ObjectNode patch(String yaml) {
    return StrategicMergePatch.apply(tree(POD), tree(yaml));
  }

  private static ObjectNode tree(String yaml) {
    return (ObjectNode) Tree.parseYaml(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
