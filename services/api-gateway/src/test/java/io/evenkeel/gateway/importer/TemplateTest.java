package io.evenkeel.gateway.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  private static final Map<String, Object> VALUES = Map.of(
      "Project", "shop",
      "Context", Map.of("owner", "ä [[x]]", "n", 3L),
      "Tasks", Map.of("svc", Map.of("Response", Map.of("id", "7", "list", List.of(1L)))));

  @ParameterizedTest
  @CsvSource({
    "a [[.Project]] b, a shop b",
    "[[ .Context.n ]], 3",
    "[[.Tasks.svc.Response.id]], 7",
    "[[.Tasks.svc.Response.list]], [1]",
    "x  [[- .Project -]]  y, xshopy",
    "{{.Project}} [x] ]], {{.Project}} [x] ]]"
  })
  void fieldsAreFilledIn(String text, String expected) {
    assertThat(Template.render(text, VALUES)).isEqualTo(expected);
  }

  @Test
  void aValueIsNotATemplateItself() {
    assertThat(Template.render("[[.Context.owner]]", VALUES)).isEqualTo("ä [[x]]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[.Nothing]]",
        "[[.Project.deeper]]",
        "[[.Context.n",
        "[[]]",
        "[[-]]",
        "[[ - ]]",
        "[[printf .Project]]",
        "[[.Project | html]]",
        "[[.]]"
      })
  void whatIsMissingOrNoFieldIsAnError(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Template.render(text, VALUES))
        .withMessageStartingWith("template: ");
  }
}
