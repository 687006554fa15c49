package io.evenkeel.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {

  private static final PathTemplate STAGE = PathTemplate.of("/project/{project}/stage/{stage}");
  private static final PathTemplate FILE =
      PathTemplate.of("/project/{project}/resource/{uri}", "uri");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/project/shop/stage/dev",
        "//project//shop/stage///dev",
        "/project/shop/stage/dev/",
        "/project/sh%6Fp/stage/dev"
      })
  void slashesAndEscapesDoNotMatter(String path) {
    assertThat(STAGE.match(path)).contains(Map.of("project", "shop", "stage", "dev"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/project/shop/stage",
        "/project/shop/stage/dev/x",
        "/Project/shop/stage/dev",
        "/",
        "/project/../stage/dev",
        "/project/%2e%2E/stage/dev",
        "/project/./stage/dev"
      })
  void otherPathsDoNotMatch(String path) {
    assertThat(STAGE.match(path)).isEmpty();
  }

  @Test
  void anEncodedSlashStaysInsideItsSegment() {
    assertThat(STAGE.match("/project/a%2Fb/stage/dev"))
        .contains(Map.of("project", "a/b", "stage", "dev"));
  }

  @ParameterizedTest
  @CsvSource({
    "/project/shop/resource/job/config.yaml, job/config.yaml",
    "/project/shop//resource/job%2Fconfig.yaml, job%2Fconfig.yaml",
    "/project/shop/resource/job%252Fconfig.yaml, job%252Fconfig.yaml",
    "/project/shop/resource//etc/../x%zz, /etc/../x%zz",
    "/project/shop/resource/a//b/, a//b/",
  })
  void theRestOfThePathIsHandedOnAsItWasSent(String path, String rest) {
    assertThat(FILE.match(path)).contains(Map.of("project", "shop", "uri", rest));
  }

  @Test
  void nothingAfterTheResourceIsNoFile() {
    assertThat(FILE.match("/project/shop/resource")).isEmpty();
    assertThat(FILE.match("/project/shop/resource/")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "a%4", "%-1"})
  void malformedEscapesAreNamed(String segment) {
    assertThatThrownBy(() -> STAGE.match("/project/" + segment + "/stage/dev"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(segment);
  }

  @Property
  void neverFailsOtherwise(
      @ForAll @StringLength(max = 40) @CharRange(from = '%', to = '9') String path) {
    try {
      FILE.match("/project/" + path);
    } catch (IllegalArgumentException malformed) {
      assertThat(path).contains("%");
    }
  }
}
