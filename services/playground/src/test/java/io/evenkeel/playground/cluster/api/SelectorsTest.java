package io.evenkeel.playground.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.Tree;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorsTest {

  private static final KubeObject POD =
      new KubeObject(Kinds.POD, (ObjectNode) Tree.parseYaml("""
          metadata: {name: p, labels: {app: web, tier: front}}
          status: {phase: Running}
          """.getBytes(StandardCharsets.UTF_8)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app=web               | true",
        "app==web,tier=front   | true",
        "app=web,tier=back     | false",
        "app!=api              | true",
        "missing!=x            | true",
        "app in (api, web)     | true",
        "app notin (api,web)   | false",
        "missing notin (x)     | true",
        "missing in (x)        | false",
        "app                   | true",
        "!app                  | false",
        "!missing,app in (web) | true",
        "'' | true"
      })
  void labelsAreMatchedAsKubernetesDoes(String selector, boolean matches) {
    assertThat(Selectors.labels(selector).test(POD)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata.name=p                       | true",
        "metadata.name=q                       | false",
        "status.phase!=Pending,metadata.name=p | true",
        "spec.nodeName=                        | true"
      })
  void fieldsAreMatchedByTheirPath(String selector, boolean matches) {
    assertThat(Selectors.fields(selector).test(POD)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a in b", "=x", "a=b=c", "a in (b"})
  void whatIsNoSelectorIsRefused(String selector) {
    assertThatThrownBy(() -> Selectors.labels(selector))
        .isInstanceOfSatisfying(
            StatusException.class, refusal -> assertThat(refusal.code()).isEqualTo(400));
  }
}
