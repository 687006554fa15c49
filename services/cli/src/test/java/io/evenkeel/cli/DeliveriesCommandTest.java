package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveriesCommandTest extends CliTest {

  private static final String DELIVERIES = "/evenkeel/v1/deliveries";
  private static final String LIST = "GET " + DELIVERIES + "?pageSize=100";
  private static final String FIRST = "{\"deliveries\":[{\"id\":\"7\",\"subscriber\":\"hooks\","
      + "\"since\":\"2026-01-02T03:04:05Z\",\"attempts\":10,\"error\":\"no\\n  route\","
      + "\"eventId\":\"e1\",\"type\":\"sh.keptn.event.test.triggered\",\"keptnContext\":\"c1\","
      + "\"project\":\"p\",\"stage\":\"dev\",\"service\":\"s\"}],\"nextPageKey\":\"1\"}";
  private static final String SECOND = FIRST
      .replace("\"id\":\"7\"", "\"id\":\"8\"")
      .replace("\"nextPageKey\":\"1\"", "\"totalCount\":2");

  @Test
  void everyPageIsListedWithTheLastErrorOnOneLine() {
    server.answer(LIST, 200, FIRST).answer(LIST + "&nextPageKey=1", 200, SECOND);

    assertThat(run("deliveries", "list").out().lines())
        .hasSize(3)
        .anyMatch(line -> line.matches("7 +\thooks +\t2026-01-02T03:04:05Z\t10 +\t"
            + "sh.keptn.event.test.triggered\tc1 +\tno route"))
        .anyMatch(line -> line.startsWith("8 "));
    assertThat(run("deliveries", "list", "-o", "name").out()).isEqualTo("7\n8\n");
    assertThat(run("deliveries", "list", "-o", "json").out()).contains("\"eventId\"");
  }

  @Test
  void whatIsTriedAgainIsListedWithItsNextAttempt() {
    String retrying = FIRST
        .replace(
            "\"since\"",
            "\"state\":\"retrying\",\"nextAttempt\":\"2026-01-02T03:04:09Z\",\"since\"")
        .replace("\"nextPageKey\":\"1\"", "\"totalCount\":1");
    server
        .answer("GET " + DELIVERIES + "?state=all&pageSize=100", 200, retrying)
        .answer("GET " + DELIVERIES + "?state=retrying&pageSize=100", 200, "{\"deliveries\":[]}");

    assertThat(run("deliveries", "list", "--state=all").out().lines())
        .hasSize(2)
        .anyMatch(line -> line.matches("7 +\tretrying\thooks +\t2026-01-02T03:04:05Z\t"
            + "2026-01-02T03:04:09Z\t10 +\tsh.keptn.event.test.triggered\tc1 +\tno route"));
    assertThat(run("deliveries", "list", "--state=retrying").out())
        .isEqualTo("No deliveries that are tried again\n");
    assertThat(run("deliveries", "list", "--state=lost").err())
        .contains("--state must be parked, retrying or all");
  }

  @Test
  void nothingParkedIsSaid() {
    server.answer(LIST, 200, "{\"deliveries\":[],\"pageSize\":100,\"totalCount\":0}");

    assertThat(run("deliveries", "list").out()).isEqualTo("No parked deliveries\n");
  }

  @Test
  void oneIsTriedAgain() {
    server.answer("POST " + DELIVERIES + "/7/redrive", 200, "{\"message\":\"it is tried again\"}");

    Ran ran = run("deliveries", "redrive", "7");

    assertThat(ran.out()).isEqualTo("Delivery 7: it is tried again\n");
    assertThat(ran.status()).isZero();
  }

  @Test
  void oneIsDroppedWithAReasonOnceThatIsConfirmed() {
    server.answer("DELETE " + DELIVERIES + "/7", 200, "{\"message\":\"it is dropped\"}");

    input = "n\n";
    Ran kept = run("deliveries", "drop", "7", "--reason", "hooks is gone");
    assertThat(kept.err()).isEqualTo("Error: delivery 7 was kept\n");
    assertThat(kept.status()).isEqualTo(1);
    assertThat(server.requests()).isEmpty();

    Ran dropped = run("deliveries", "drop", "7", "--reason", "hooks is gone", "-y");
    assertThat(dropped.out()).isEqualTo("Delivery 7: it is dropped\n");
    assertThat(server.last().json()).isEqualTo(Map.of("reason", "hooks is gone"));
  }

  @Test
  void droppingNeedsAReason() {
    assertThat(run("deliveries", "drop", "7", "-y").err()).contains("--reason=WHY");
    assertThat(run("deliveries", "drop", "7", "-y", "--reason", " ").err())
        .contains("--reason must say why the delivery is given up");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void anUnknownDeliveryIsTheServersSentence() {
    server.answer(
        "POST " + DELIVERIES + "/9/redrive",
        404,
        "{\"message\":\"there is no parked delivery 9\"}");

    assertThat(run("deliveries", "redrive", "9").err())
        .isEqualTo("Error: Redrive delivery was unsuccessful. there is no parked delivery 9\n");
  }
}
