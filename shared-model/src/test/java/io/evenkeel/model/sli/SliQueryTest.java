package io.evenkeel.model.sli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliQueryTest {

  private static final SliWindow WINDOW =
      SliWindow.parse("2022-03-01T10:00:00.000Z", "2022-03-01T10:02:00.001Z");

  @Test
  void fillsInEveryPlaceholder() {
    SliFile file = SliFile.merge(List.of("""
        indicators:
          i: >-
            q{a="$PROJECT/$STAGE/$SERVICE/$DEPLOYMENT",b="$LABEL.abc$LABEL.a",
            h="$handler$HANDLER",u="$x"}[$DURATION_SECONDS]
        """));

    String query = SliQuery.of("i", request(new SliFilter("handler", "'H\"")), WINDOW, file);

    assertThat(query).isEqualTo("q{a=\"shop/qa/cart/canary\",b=\"12\", h=\"HH\",u=\"$x\"}[121s]");
  }

  @Test
  void replacesTheLongestFilterNameFirst() {
    SliFile file = new SliFile(Map.of("i", "$svc $svc_id"));

    String query = SliQuery.of(
        "i", request(new SliFilter("svc", "s"), new SliFilter("svc_id", "7")), WINDOW, file);

    assertThat(query).isEqualTo("s 7");
  }

  @Test
  void keepsTheOperatorOfAFilterInABuiltInQuery() {
    SliRequest request =
        request(new SliFilter("handler", "=~\"Order.*\""), new SliFilter("code", "!='500'"));

    assertThat(SliQuery.of("error_rate", request, WINDOW, new SliFile(Map.of())))
        .isEqualTo("sum(rate(http_requests_total{job='cart-shop-qa-canary',handler=~'Order.*',"
            + "code!='500',status!~'2..'}[121s]))/sum(rate(http_requests_total{"
            + "job='cart-shop-qa-canary',handler=~'Order.*',code!='500'}[121s]))");
  }

  @Test
  void saysThatNobodyDefinesAnIndicator() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SliQuery.of("nope", request(), WINDOW, new SliFile(Map.of())))
        .withMessage("unable to get metriy query: unsupported SLI");
  }

  @Test
  void lastLevelOfTheSliFileWins() {
    SliFile merged = SliFile.merge(
        List.of("indicators: {a: project, b: project}", "indicators: {b: service, c: 7}"));

    assertThat(merged.indicators()).isEqualTo(Map.of("a", "project", "b", "service", "c", "7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec_version: '1.0'      | missing required field: indicators",
        "indicators: {a: [b]}     | line 1: a must be a single value",
        "indicators: [a]          | line 1: indicators must be a mapping",
      })
  void saysWhatIsWrongWithAnSliFile(String yaml, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SliFile.merge(List.of(yaml)))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "1646128800, 1646128980, 180s",
    "2022-03-01T11:00:00+01:00, 2022-03-01T10:03:00.5Z, 181s",
  })
  void readsTimestampsOfBothKinds(String start, String end, String duration) {
    assertThat(SliWindow.parse(start, end).duration()).isEqualTo(duration);
  }

  @Test
  void refusesABadEnd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SliWindow.parse("1646128800", "later"))
        .withMessageStartingWith("unable to parse end timestamp: ");
  }

  private static SliRequest request(SliFilter... filters) {
    return new SliRequest(
        "prometheus",
        "shop",
        "qa",
        "cart",
        "canary",
        Map.of("a", "2", "abc", "1"),
        List.of(filters),
        "",
        "",
        List.of());
  }
}
