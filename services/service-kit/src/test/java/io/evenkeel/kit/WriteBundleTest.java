package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteBundleTest {

  private static final String PUT = "INSERT INTO t (id, n) VALUES (#{id}, #{n})";

  private final WriteBundle bundle = new WriteBundle();

  @Test
  void oneChangeStaysWhatItIs() {
    bundle.add("t/1", PUT, Map.of("id", 1, "n", 7));

    assertThat(bundle.text()).isEqualTo("INSERT INTO t (id, n) VALUES (#{w0_id}, #{w0_n})");
    assertThat(bundle.values(Map.of())).containsOnly(Map.entry("w0_id", 1), Map.entry("w0_n", 7));
  }

  @Test
  void severalBecomePartsOfAStatementWithParametersOfTheirOwn() {
    bundle.add("t/1", PUT, Map.of("id", 1, "n", 7));
    bundle.add("t/2", "DELETE FROM t WHERE id = #{id}", Map.of("id", 2));

    assertThat(bundle.text())
        .isEqualTo("WITH w0_done AS (INSERT INTO t (id, n) VALUES (#{w0_id}, #{w0_n})),"
            + " w1_done AS (DELETE FROM t WHERE id = #{w1_id}) SELECT 1");
    assertThat(bundle.before("WITH a AS (SELECT 1) SELECT #{id}"))
        .endsWith("w1_done AS (DELETE FROM t WHERE id = #{w1_id}), a AS (SELECT 1) SELECT #{id}");
    assertThat(bundle.values(Map.of("id", 3)))
        .containsOnly(
            Map.entry("w0_id", 1), Map.entry("w0_n", 7), Map.entry("w1_id", 2), Map.entry("id", 3));
  }

  @Test
  void aRowIsChangedOnceInAStatement() {
    assertThat(bundle.add("t/1", PUT, Map.of("id", 1, "n", 7))).isTrue();
    assertThat(bundle.add("t/1", PUT, Map.of("id", 1, "n", 8))).isFalse();

    assertThat(bundle.values(Map.of())).containsEntry("w0_n", 7).hasSize(2);
  }

  @Test
  void aBundleHasAnEnd() {
    int taken = 0;
    while (bundle.add("t/" + taken, PUT, Map.of("id", taken, "n", 0))) {
      taken++;
    }

    assertThat(taken).isEqualTo(16);
  }
}
