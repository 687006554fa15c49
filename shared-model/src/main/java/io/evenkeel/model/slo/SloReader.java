package io.evenkeel.model.slo;

import java.util.List;

/** Reads {@code slo.yaml} into a {@link Slo}: structure and defaults, nothing else. */
final class SloReader {

  private SloReader() {}

  static Slo read(String yaml) {
    YamlMapping file = YamlMapping.parse(yaml);
    return new Slo(
        file.texts("filter"),
        file.mapping("comparison").map(SloReader::comparison).orElse(Comparison.DEFAULT),
        file.mappings("objectives").stream().map(SloReader::objective).toList(),
        file.mapping("total_score").map(SloReader::totalScore).orElse(TotalScore.NONE));
  }

  private static Comparison comparison(YamlMapping yaml) {
    return new Comparison(
        yaml.text("compare_with"),
        yaml.text("include_result_with_score"),
        yaml.integer("number_of_comparison_results"),
        yaml.text("aggregate_function"));
  }

  private static Objective objective(YamlMapping yaml) {
    return new Objective(
        yaml.text("sli"),
        yaml.text("displayName"),
        criteria(yaml.mappings("pass")),
        criteria(yaml.mappings("warning")),
        yaml.integer("weight"),
        yaml.bool("key_sli"));
  }

  private static Criteria criteria(List<YamlMapping> groups) {
    return new Criteria(groups.stream().map(group -> group.textList("criteria")).toList());
  }

  private static TotalScore totalScore(YamlMapping yaml) {
    return new TotalScore(yaml.text("pass"), yaml.text("warning"));
  }
}
