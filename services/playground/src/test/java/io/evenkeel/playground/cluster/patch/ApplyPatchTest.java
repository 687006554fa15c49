package io.evenkeel.playground.cluster.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.Tree;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ApplyPatchTest {

  private static final String NOW = "2026-01-01T00:00:00Z";

  @Test
  void whatAManagerNoLongerAppliesIsRemoved() {
    ObjectNode live = apply(Tree.object(), "one", "{data: {a: '1', b: '2'}}");

    ObjectNode after = apply(live, "one", "{data: {b: '3'}}");

    assertThat(after.path("data")).isEqualTo(tree("{b: '3'}"));
  }

  @Test
  void whatNobodyAppliedStays() {
    ObjectNode live = apply(Tree.object(), "one", "{data: {a: '1'}}");
    ((ObjectNode) live.get("data")).put("by-hand", "x");

    ObjectNode after = apply(live, "one", "{spec: {x: 1}}");

    assertThat(after.path("data")).isEqualTo(tree("{by-hand: x}"));
  }

  @Test
  void anElementOfAKeyedArrayIsRemovedOnItsOwn() {
    ObjectNode live =
        apply(Tree.object(), "one", "{containers: [{name: a, image: x}, {name: b, image: y}]}");

    ObjectNode after = apply(live, "one", "{containers: [{name: b, image: y}]}");

    assertThat(after.path("containers").findValuesAsText("name")).containsExactly("b");
  }

  @Test
  void anotherValueForAFieldOfAnotherManagerIsAConflict() {
    ObjectNode live = apply(Tree.object(), "one", "{spec: {replicas: 1}}");

    assertThatThrownBy(() -> apply(live, "two", "{spec: {replicas: 2}}"))
        .isInstanceOfSatisfying(
            StatusException.class, refusal -> assertThat(refusal.code()).isEqualTo(409))
        .hasMessage("Apply failed with 1 conflict: conflict with \"one\": .spec.replicas");
  }

  @Test
  void theSameValueMakesBothOwnersAndNeitherCanRemoveItAlone() {
    ObjectNode live = apply(Tree.object(), "one", "{spec: {replicas: 1}}");
    ObjectNode shared = apply(live, "two", "{spec: {replicas: 1}}");

    ObjectNode after = apply(shared, "one", "{spec: {paused: true}}");

    assertThat(after.path("spec")).isEqualTo(tree("{replicas: 1, paused: true}"));
  }

  @Test
  void forceTakesTheFieldOver() {
    ObjectNode live = apply(Tree.object(), "one", "{spec: {replicas: 1}}");

    ObjectNode taken = new ApplyPatch("two", true, NOW).apply(live, tree("{spec: {replicas: 2}}"));
    ObjectNode after = apply(taken, "one", "{spec: {paused: true}}");

    assertThat(after.path("spec")).isEqualTo(tree("{replicas: 2, paused: true}"));
  }

  private static ObjectNode apply(ObjectNode live, String manager, String yaml) {
    return new ApplyPatch(manager, false, NOW).apply(live, tree(yaml));
  }

  private static ObjectNode tree(String yaml) {
    return (ObjectNode) Tree.parseYaml(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
