package io.evenkeel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.bench.RowTemplate.Copy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowTemplateTest {

  private static final String FIRST = "0f6c0a3e-6f0e-4a6e-9a52-9d7a0b7f3a11";
  private static final String SECOND = "5b1e2f00-0000-4000-8000-0000000000aa";

  @Test
  void aCopyHasItsOwnIdsNamesAndTimesAndIsTheSameOtherwise() {
    Map<String, Integer> ids = new HashMap<>();
    Object[] row = {
      FIRST,
      7L,
      1_700_000_000_123L,
      "{\"id\":\"%s\",\"at\":\"2023-11-14T22:13:20.123Z\",\"of\":\"%s\",\"in\":\"%s/%s\"}"
          .formatted(FIRST, SECOND, Copy.PROJECT, Copy.SERVICE)
    };
    RowTemplate template = new RowTemplate(row, ids);

    Object[] copy = template.row(new Copy("shop", "cart", List.of("one", "two"), -86_400_000));

    assertThat(ids).hasSize(2);
    assertThat(copy)
        .containsExactly(
            "one",
            7L,
            1_699_913_600_123L,
            "{\"id\":\"one\",\"at\":\"2023-11-13T22:13:20.123Z\",\"of\":\"two\","
                + "\"in\":\"shop/cart\"}");
  }

  @Test
  void timesKeepTheirPrecision() {
    RowTemplate template = new RowTemplate(
        new Object[] {"2024-02-29T23:59:59Z 2024-02-29T23:59:59.999Z 2024-02-29T00:00:00.123456Z"},
        new HashMap<>());

    assertThat(template.row(new Copy("p", "s", List.of(), 1000)))
        .containsExactly(
            "2024-03-01T00:00:00Z 2024-03-01T00:00:00.999Z 2024-02-29T00:00:01.123000Z");
  }

  @Test
  void seededIdsAreRandomUuids() {
    SplittableRandom random = new SplittableRandom(1);
    Set<String> seen = new HashSet<>();
    for (int count = 0; count < 1000; count++) {
      String id = SeedPlan.id(random);
      assertThat(UUID.fromString(id)).hasToString(id);
      assertThat(UUID.fromString(id).version()).isEqualTo(4);
      assertThat(UUID.fromString(id).variant()).isEqualTo(2);
      seen.add(id);
    }
    assertThat(seen).hasSize(1000);
  }

  @Test
  void theLargestProjectHasMoreThanAQuarterAndRunsComeInTheOrderOfTime() {
    SeedPlan plan = SeedPlan.of(100_000, 1_000_000);
    SplittableRandom random = new SplittableRandom(1);
    int[] runs = new int[plan.projects()];
    for (int index = 0; index < 10_000; index++) {
      runs[plan.project(random)]++;
    }

    assertThat(runs[0]).isBetween(2_500, 3_100);
    assertThat(runs[19]).isBetween(80, 250);
    assertThat(plan.ageMillis(0)).isGreaterThan(plan.ageMillis(50_000));
    assertThat(plan.ageMillis(99_999)).isPositive();
  }
}
