package io.evenkeel.playground.cluster.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.Tree;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {

  private static final String TARGET = "{a: {b/c: 1, d~e: 2}, l: [1, 2, 3]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{op: add, path: /n, value: 5}          | {a: {b/c: 1, d~e: 2}, l: [1, 2, 3], n: 5}",
        "{op: add, path: /l/1, value: 9}        | {a: {b/c: 1, d~e: 2}, l: [1, 9, 2, 3]}",
        "{op: add, path: /l/-, value: 9}        | {a: {b/c: 1, d~e: 2}, l: [1, 2, 3, 9]}",
        "{op: replace, path: /a/b~1c, value: 7} | {a: {b/c: 7, d~e: 2}, l: [1, 2, 3]}",
        "{op: replace, path: /l/2, value: 7}    | {a: {b/c: 1, d~e: 2}, l: [1, 2, 7]}",
        "{op: remove, path: /a/d~0e}            | {a: {b/c: 1}, l: [1, 2, 3]}",
        "{op: remove, path: /l/0}               | {a: {b/c: 1, d~e: 2}, l: [2, 3]}",
        "{op: move, from: /l/0, path: /n}       | {a: {b/c: 1, d~e: 2}, l: [2, 3], n: 1}",
        "{op: copy, from: /l, path: /n}      | {a: {b/c: 1, d~e: 2}, l: [1, 2, 3], n: [1, 2, 3]}",
        "{op: test, path: /l/0, value: 1}       | {a: {b/c: 1, d~e: 2}, l: [1, 2, 3]}"
      })
  void eachOperationDoesWhatTheStandardSays(String operation, String expected) {
    assertThat(patch("[" + operation + "]")).isEqualTo(tree(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{op: test, path: /l/0, value: 2}      | 422",
        "{op: remove, path: /nope}             | 422",
        "{op: replace, path: /nope, value: 1}  | 422",
        "{op: add, path: /l/7, value: 1}       | 422",
        "{op: add, path: /x/y/z, value: 1}     | 422",
        "{op: remove, path: /l/01}             | 422",
        "{op: replace, path: '', value: 1}     | 422",
        "{op: dance, path: /l}                 | 400",
        "{op: remove, path: l}                 | 400"
      })
  void whatDoesNotFitIsRefused(String operation, int code) {
    assertThatThrownBy(() -> patch("[" + operation + "]"))
        .isInstanceOfSatisfying(
            StatusException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void aPatchThatIsNoListIsRefused() {
    assertThatThrownBy(() -> patch("{op: remove}"))
        .isInstanceOf(StatusException.class)
        .hasMessageContaining("array");
  }

  @Test
  void aMergePatchReplacesArraysAndRemovesNulls() {
    ObjectNode merged = MergePatch.apply(
        (ObjectNode) tree(TARGET), (ObjectNode) tree("{a: {b/c: null, n: {x: 1}}, l: [9]}"));

    assertThat(merged).isEqualTo(tree("{a: {d~e: 2, n: {x: 1}}, l: [9]}"));
  }

  private static ObjectNode patch(String operations) {
    return JsonPatch.apply((ObjectNode) tree(TARGET), tree(operations));
  }

  private static JsonNode tree(String yaml) {
    return Tree.parseYaml(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
