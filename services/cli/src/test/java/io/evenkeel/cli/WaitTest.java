package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --wait} and its exit status. */
class WaitTest extends CliTest {

  private static final String SEQUENCE = "GET /controlPlane/v1/sequence/shop?keptnContext=c-1";
  private static final String EVENTS =
      "GET /mongodb-datastore/event?project=shop&keptnContext=c-1&pageSize=100";
  private static final String EVALUATION =
      "POST /controlPlane/v1/project/shop/stage/dev/service/cart/evaluation";

  @ParameterizedTest
  @CsvSource({
    "succeeded, pass, finished, 0",
    "succeeded, fail, finished, 1",
    "succeeded, warning, finished, 2",
    "errored, fail, finished, 3",
    "succeeded, pass, aborted, 3",
    "succeeded, pass, timedOut, 3",
  })
  void theExitStatusSaysHowTheRunEnded(String status, String result, String state, int expected) {
    accepted();
    server
        .answer(SEQUENCE, 200, "{\"states\":[]}")
        .answer(SEQUENCE, 200, state("started"))
        .answer(SEQUENCE, 200, state(state))
        .answer(EVENTS, 200, "{\"events\":[]}")
        .answer(EVENTS, 200, """
            {"events":[{"type":"sh.keptn.event.dev.evaluation.finished","data":
              {"stage":"dev","status":"%s","result":"%s"}}]}
            """.formatted(status, result));

    Ran ran = evaluate("--wait");

    assertThat(ran.status()).as(ran.err()).isEqualTo(expected);
    assertThat(ran.out()).startsWith("ID of Keptn context: c-1\nevaluation in dev: ");
  }

  @Test
  void aRunThatCouldNotStartSaysWhy() {
    accepted();
    server.answer(SEQUENCE, 200, state("finished")).answer(EVENTS, 200, """
        {"events":[{"type":"sh.keptn.event.dev.evaluation.finished","data":{"stage":"dev",
          "status":"errored","result":"fail","message":"Unable to start sequence evaluation: why"}}]}
        """);

    Ran ran = evaluate("--wait");

    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).isEqualTo("dev: Unable to start sequence evaluation: why\n");
  }

  @Test
  void aRunThatTakesTooLongSaysWhatItWaitsFor() {
    accepted();
    server.answer(SEQUENCE, 200, """
        {"states":[{"state":"started","stages":[{"name":"dev","waiting":
          {"reason":"approval","text":"waits for an approval","since":"2024-01-02T03:04:05Z"}}]}]}
        """);

    Ran ran = evaluate("--wait", "--timeout=50ms");

    assertThat(ran.status()).isEqualTo(4);
    assertThat(ran.err())
        .startsWith("The run c-1 has not ended yet\ndev: waits for an approval, for ")
        .contains("evenkeel describe sequence --project=shop --keptn-context=c-1");
  }

  @Test
  void whatCannotBeStartedHasNoResult() {
    server.answer(EVALUATION, 404, "{\"message\":\"service not found\"}");

    assertThat(evaluate("--wait").status()).isEqualTo(3);
    assertThat(evaluate().status()).isEqualTo(1);
  }

  @Test
  void anUnreadableTimeoutStartsNothing() {
    assertThat(evaluate("--wait", "--timeout=5").err())
        .isEqualTo("Error: --timeout=5 is not a duration such as 90s or 30m\n");
    assertThat(server.requests()).isEmpty();
  }

  private void accepted() {
    server.answer(EVALUATION, 200, "{\"keptnContext\":\"c-1\"}");
  }

  private static String state(String state) {
    return "{\"states\":[{\"name\":\"evaluation\",\"state\":\"%s\",\"stages\":[]}]}"
        .formatted(state);
  }

  private Ran evaluate(String... more) {
    String[] all = new String[5 + more.length];
    System.arraycopy(
        new String[] {"trigger", "evaluation", "--project=shop", "--stage=dev", "--service=cart"},
        0,
        all,
        0,
        5);
    System.arraycopy(more, 0, all, 5, more.length);
    return run(all);
  }
}
