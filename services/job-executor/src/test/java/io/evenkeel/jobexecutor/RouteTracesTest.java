package io.evenkeel.jobexecutor;

import static io.evenkeel.jobexecutor.JobFixtures.ID;
import static io.evenkeel.jobexecutor.JobFixtures.config;
import static io.evenkeel.jobexecutor.JobFixtures.task;
import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.tracing.Tracing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped routes and jobs as spans. */
class RouteTracesTest {

  @TempDir
  private Path directory;

  private final List<Tracing.Span> spans = new CopyOnWriteArrayList<>();
  private TestCluster cluster;
  private ExecutorNode node;

  /** Keeps what it is told. */
  private final Tracing kept = new Tracing() {
    @Override
    public boolean isOn() {
      return true;
    }

    @Override
    public void tell(Span span) {
      spans.add(span);
    }

    @Override
    public void close() {}
  };

  @BeforeEach
  void start() {
    cluster = new TestCluster(directory.resolve("cluster"));
    node = new ExecutorNode(directory, cluster.environment(), kept);
  }

  @AfterEach
  void stop() {
    cluster.release();
    node.close();
    cluster.close();
  }

  private Tracing.Span span(String name) {
    return awaitUntil(
            () -> spans.stream().filter(span -> span.name().equals(name)).toList(),
            found -> !found.isEmpty())
        .get(0);
  }

  @Test
  void aHelmActionIsPartOfTheTaskAndSaysWhyItFailed() {
    Map<String, Object> data = Map.of("action", Map.of("action", "helm-rollback"));
    node.finished(node.trigger("e-1", "action", data));

    Tracing.Span task = span("work routes/helm-rollback");
    Tracing.Span helm = span("helm rollback");
    assertThat(task.context()).isEqualTo("ctx-e-1");
    assertThat(task.parent()).isEqualTo("e-1");
    assertThat(helm.context()).isEqualTo("ctx-e-1");
    assertThat(helm.parent()).isEqualTo(task.key());
    assertThat(helm.kind()).isEqualTo(Tracing.Kind.CLIENT);
    assertThat(helm.attributes()).containsEntry("keptn.service", "carts");
    assertThat(helm.error()).contains("helm rollback carts in namespace shop-prod");
    assertThat(helm.start()).isBetween(task.start(), helm.end());
  }

  @Test
  void aJobIsPartOfTheTaskAndSoIsItsCreation() {
    node.files.put("shop/prod/carts", config(task("one", "test/echo", "first")));
    node.finished(node.trigger(ID, "test", Map.of()));

    Tracing.Span task = span("work job-executor-service");
    assertThat(span("job one").parent()).isEqualTo(task.key());
    assertThat(span("job one").error()).isEmpty();
    assertThat(span("kubernetes-job cluster").parent()).isEqualTo(task.key());
    assertThat(spans).allSatisfy(span -> assertThat(span.context()).isEqualTo("ctx-" + ID));
  }

  @ParameterizedTest
  @CsvSource({
    "helm://upgrade?wait=true, helm upgrade",
    "helm:upgrade?wait=true, helm upgrade",
    "https://me:secret@hooks.example.com/T0/secret?key=secret, https hooks.example.com",
    "kubernetes-job://cluster, kubernetes-job cluster",
  })
  void aStepIsCalledByWhomItAsks(String uri, String name) {
    assertThat(RouteTraces.name(uri)).isEqualTo(name);
  }
}
