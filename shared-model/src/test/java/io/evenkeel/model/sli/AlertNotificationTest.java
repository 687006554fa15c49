package io.evenkeel.model.sli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.model.Json;
import io.evenkeel.model.slo.ConformanceCase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Alertmanager cases of {@code problem_cases}, and what the original got wrong. */
class AlertNotificationTest {

  @Test
  void turnsAFiringAlertIntoTheEventOfPm001() {
    ConformanceCase it = problemCase("PM-001");

    AlertRemediation remediation = remediations(it).get(0);

    Map<String, Object> event = it.object("expected", "event");
    assertThat(remediation.type()).isEqualTo(event.get("type"));
    assertThat(AlertRemediation.SOURCE).isEqualTo(event.get("source"));
    assertThat(remediation.context()).isEqualTo(event.get("shkeptncontext"));
    assertThat(remediation.data()).isEqualTo(event.get("data"));
    assertThat(remediation.mistake()).isEmpty();
  }

  @Test
  void dropsResolvedAlertsAsPm002Expects() {
    ConformanceCase it = problemCase("PM-002");

    assertThat(remediations(it)).isEmpty();
  }

  @Test
  void refusesWhatIsNotJsonAsPm003Expects() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlertNotification.parse(problemCase("PM-003").text("raw_body")));
  }

  @Test
  void remediatesEveryFiringAlertOfTheGroup() {
    AlertNotification notification = AlertNotification.parse("""
        {"status":"firing","alerts":[
          {"status":"firing","labels":{"project":"p","stage":"s","service":"a"}},
          {"status":"resolved","labels":{"project":"p","stage":"s","service":"b"}},
          {"status":"firing","labels":{"project":"p","service":"c"},
           "annotations":{"descriptions":"a \\"quoted\\"\\nline"}}]}""");

    List<AlertRemediation> remediations = notification.remediations(() -> "fresh");

    assertThat(remediations).extracting(AlertRemediation::service).containsExactly("a", "c");
    assertThat(remediations).extracting(AlertRemediation::context).containsOnly("fresh");
    assertThat(remediations.get(0).mistake()).isEmpty();
    assertThat(remediations.get(1).mistake())
        .hasValueSatisfying(mistake -> assertThat(mistake).contains("without label stage"));
    assertThat(Json.at(remediations.get(1).data(), "problem", "ProblemDetails", "problemDetails"))
        .isEqualTo("a \"quoted\"\nline");
  }

  @ParameterizedTest
  @CsvSource({
    "83321D68-2081-4f8b-a01a-b17549e344a3, 83321D68-2081-4f8b-a01a-b17549e344a3",
    "add2c31a47cf2e782022-11-26T10:57:14.057345112Z, 83321d68-2081-4f8b-a01a-b17549e344a3",
    "abc, 61626320-2020-4020-a020-202020202020",
  })
  void derivesTheContext(String key, String context) {
    assertThat(AlertContext.of(key)).isEqualTo(context);
  }

  private static List<AlertRemediation> remediations(ConformanceCase it) {
    return AlertNotification.parse(Json.write(it.at("alertmanager"))).remediations(() -> "fresh");
  }

  private static ConformanceCase problemCase(String id) {
    return ConformanceCase.of("remediation-approval-cases.yaml", "problem_cases")
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
