package io.evenkeel.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageAllowListTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "''|anything|true",
        "*|anything|true",
        "x,*|anything|true",
        ",|anything|true",
        "docker.io/*|docker.io/a/b:c|true",
        "docker.io/*|alpine|false",
        "alpine:*|alpine|false",
        "Alpine*|alpine|false",
        "a,b|b|true",
        "a, b|b|false",
        "a?c|abc|true",
        "a?c|ac|false",
        "[a-c]|b|true",
        "[!a-c]|b|false",
        "[abc]|c|true",
        "[^a]|^|true",
        "a\\*|a*|true",
        "a\\*|ab|false",
        "a.b|axb|false",
        "**/x|a/b/x|true",
        "{a}|a|true",
        "]|]|true",
      })
  void allows(String setting, String image, boolean allowed) {
    assertThat(ImageAllowList.parse(setting).allows(image)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[]", "[a", "[a-", "[a-]", "[c-a]", "x,["})
  void refusesMalformedPatterns(String setting) {
    assertThatThrownBy(() -> ImageAllowList.parse(setting))
        .hasMessageStartingWith("failed to generate the allowlist, ");
  }
}
