package io.evenkeel.camel.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelmValuesTest {

  private final HelmValues values = new HelmValues();

  @Test
  void dotsMakeATree() {
    values.set("ingress.host", "shop.example").set("ingress.port", 80).set("replicaCount", "2");

    assertThat(values.toMap())
        .isEqualTo(
            Map.of("ingress", Map.of("host", "shop.example", "port", 80), "replicaCount", 2L));
  }

  @Test
  void anEscapedDotIsPartOfTheName() {
    values.set("nodeSelector.kubernetes\\.io/os", "linux");

    assertThat(values.toMap())
        .isEqualTo(Map.of("nodeSelector", Map.of("kubernetes.io/os", "linux")));
  }

  @Test
  void textsAreTypedAsHelmTypesThem() {
    values.set("a", "true").set("b", "-7").set("c", "null").set("d", "1.5").set("e", "007");

    assertThat(values.toMap().values()).containsExactly(true, -7L, null, "1.5", "007");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b=c", "{x,y}", "back\\slash", "$(whoami)", "12345678901234567890"})
  void nothingElseInATextHasAMeaning(String text) {
    values.set("value", text);

    assertThat(values.toMap()).containsEntry("value", text);
  }

  @Test
  void stringValuesKeepTheirText() {
    values.setText("tag", "10").setText("flag", true);

    assertThat(values.toMap()).isEqualTo(Map.of("tag", "10", "flag", "true"));
  }

  @Test
  void aTreeAndSingleValuesAreLaidOverEachOther() {
    values.tree(Map.of("image", Map.of("tag", "1", "pull", "Always"))).set("image.tag", "v2");

    assertThat(values.toMap()).isEqualTo(Map.of("image", Map.of("tag", "v2", "pull", "Always")));
  }

  @Test
  void anEmptyNameIsRefusedWithThePath() {
    assertThatThrownBy(() -> values.set("a..b", 1)).hasMessageContaining("a..b");
  }
}
