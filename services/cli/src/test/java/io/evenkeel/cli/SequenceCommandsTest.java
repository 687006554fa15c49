package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequenceCommandsTest extends CliTest {

  @Test
  void runsAreControlled() {
    server.answer("POST /controlPlane/v1/sequence/shop/c-1/control", 200, "{}");

    assertThat(run("pause", "sequence", "-p", "shop", "-c", "c-1").out())
        .isEqualTo("Successfully paused sequence\n");
    assertThat(server.last().json()).isEqualTo(Map.of("stage", "", "state", "pause"));
    assertThat(run("abort", "sequence", "-p", "shop", "-c", "c-1", "-s", "dev").out())
        .isEqualTo("Successfully aborted sequence\n");
    assertThat(server.last().json()).isEqualTo(Map.of("stage", "dev", "state", "abort"));
    assertThat(run("resume", "sequence", "-p", "shop", "-c", "nope").status()).isEqualTo(1);
  }

  @Test
  void aSingleRunIsShownWithTheReasonsOfItsFailures() {
    server
        .answer("GET /controlPlane/v1/sequence/shop?keptnContext=c-1&pageSize=20", 200, """
            {"states":[{"name":"delivery","service":"cart","shkeptncontext":"c-1","stages":[
              {"name":"dev","state":"finished","latestFailedEvent":{"id":"2"}}]}]}
            """)
        .answer(
            "GET /mongodb-datastore/event?project=shop&keptnContext=c-1&pageSize=100", 200, """
            {"events":[
              {"type":"sh.keptn.event.dev.delivery.finished","data":{"result":"fail"}},
              {"type":"sh.keptn.event.test.finished","data":
                {"stage":"dev","result":"fail","message":"no locust.conf"}},
              {"type":"sh.keptn.event.deployment.finished","data":
                {"stage":"dev","result":"pass","message":"deployed"}}]}
            """);

    String out = run("get", "sequence", "--project=shop", "-c", "c-1").out();

    assertThat(out.lines().toList().get(1).split("\\s*\t"))
        .containsExactly("delivery", "cart", "dev", "finished", "-", "failed", "-", "c-1");
    assertThat(out).endsWith("c-1\ndev test: no locust.conf\n");
  }

  @Test
  void runsAreListedByStageWithTaskAndAge() {
    Object run = Json.parse("""
        {"name":"delivery","service":"cart","shkeptncontext":"c-1","state":"started","stages":[
          {"name":"dev","state":"finished","latestEvaluation":{"result":"pass","score":87.5},
           "latestEvent":{"type":"sh.keptn.event.dev.delivery.finished",
             "time":"2024-01-02T03:00:00Z"}},
          {"name":"prod","state":"started",
           "latestEvent":{"type":"sh.keptn.event.test.started","time":"2024-01-02T03:04:01Z"}}]}
        """);

    List<String> lines = GetSequencesCommand.table(
            List.of(Json.object(run)), Instant.parse("2024-01-02T03:04:05Z"))
        .lines();

    assertThat(lines.get(1).split("\\s*\t"))
        .containsExactly("delivery", "cart", "dev", "finished", "-", "pass 87.5", "4m5s", "c-1");
    assertThat(lines.get(2).split("\\s*\t"))
        .containsExactly("delivery", "cart", "prod", "started", "test started", "-", "4s", "c-1");
  }
}
