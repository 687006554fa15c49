package io.evenkeel.jobexecutor;

import static io.evenkeel.jobexecutor.JobFixtures.ID;
import static io.evenkeel.jobexecutor.JobFixtures.JOB;
import static io.evenkeel.jobexecutor.JobFixtures.config;
import static io.evenkeel.jobexecutor.JobFixtures.configMap;
import static io.evenkeel.jobexecutor.JobFixtures.foreignJob;
import static io.evenkeel.jobexecutor.JobFixtures.namespace;
import static io.evenkeel.jobexecutor.JobFixtures.secret;
import static io.evenkeel.jobexecutor.JobFixtures.task;
import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.event.KeptnEvent;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@code job/config.yaml} at work, through the shipped route and a cluster's API. */
class JobTasksTest {

  @TempDir
  private Path directory;

  private TestCluster cluster;
  private ExecutorNode node;

  @BeforeEach
  void start() {
    cluster = new TestCluster(directory.resolve("cluster"));
    node = node();
  }

  @AfterEach
  void stop() {
    cluster.release();
    node.close();
    cluster.close();
  }

  @Test
  void tasksRunOneAfterTheOtherAndTheirLogsComeBack() {
    node.files.put(
        "shop/prod/carts",
        config(task("one", "test/echo", "first"), task("two", "test/echo", "second")));

    KeptnEvent triggered = node.trigger(ID, "test", Map.of());
    KeptnEvent finished = node.finished(triggered);

    assertThat(finished.source()).isEqualTo("job-executor-service");
    assertThat(finished.data())
        .containsEntry("status", "succeeded")
        .containsEntry("result", "pass")
        .containsKey("test");
    assertThat(finished.message())
        .startsWith("Task 'one' finished successfully!\n\nLogs:\nContainer " + JOB + " of pod ")
        .contains("first\n", "Task 'two' finished successfully!", "second\n");
    assertThat(node.types(triggered))
        .containsExactly(
            "sh.keptn.event.test.triggered",
            "sh.keptn.event.test.started",
            "sh.keptn.event.test.finished");
  }

  @Test
  void theJobCarriesWhereItComesFrom() {
    node.files.put("shop/prod/carts", config(task("one", "test/echo", "x")));
    node.finished(node.trigger(ID, "test", Map.of()));

    assertThat(job(JOB).getMetadata().getLabels())
        .containsEntry("keptn.sh/event-id", ID)
        .containsEntry("keptn.sh/context", "ctx-" + ID)
        .containsEntry("keptn.sh/jes-task-index", "0");
    assertThat(job(JOB).getMetadata().getAnnotations()).containsEntry("example.org/note", "x");
  }

  @Test
  void initContainersFindTheApiAndTheToken() {
    node.files.put("shop/prod/carts", config(task("one", "test/echo", "x")));
    node.finished(node.trigger(ID, "test", Map.of()));

    assertThat(cluster.initialized).singleElement().satisfies(environment -> assertThat(environment)
        .containsEntry("KEPTN_API_URL", "http://127.0.0.1:8080/api")
        .containsEntry("KEPTN_API_TOKEN", "s3cret")
        .containsEntry("KEPTN_SERVICE", "carts")
        .containsEntry("JOB_TASK", "one"));
  }

  @Test
  void whatSomebodyElseConfiguredIsLeftAlone() {
    node.files.put("shop/prod/carts", config(task("one", "test/echo", "x")));
    cluster.kubernetes.namespaces().resource(namespace()).create();
    cluster
        .kubernetes
        .configMaps()
        .inNamespace("keptn-jes")
        .resource(configMap())
        .create();
    node.finished(node.trigger(ID, "test", Map.of()));

    assertThat(cluster.initialized.get(0)).containsEntry("KEPTN_API_URL", "http://theirs/api");
  }

  @Test
  void theFirstFailingTaskEndsTheActionAndExplainsItself() {
    node.files.put(
        "shop/prod/carts", config(task("one", "test/fail", ""), task("two", "test/echo", "never")));

    KeptnEvent finished = node.finished(node.trigger(ID, "test", Map.of()));

    assertThat(finished.data()).containsEntry("status", "errored").containsEntry("result", "fail");
    assertThat(finished.message())
        .startsWith(
            "Error while creating job: job " + JOB + " failed. Reason: BackoffLimitExceeded")
        .contains("ExitCode: 3", "no such host")
        .doesNotContain("never");
    assertThat(jobs()).hasSize(1);
  }

  @Test
  void aJobThatRunsWhenTheProcessDiesIsAdoptedAndReportedOnce() {
    node.files.put("shop/prod/carts", config(task("one", "test/hold", "")));
    KeptnEvent triggered = node.trigger(ID, "test", Map.of());
    awaitUntil(this::jobs, jobs -> jobs.size() == 1);
    String uid = job(JOB).getMetadata().getUid();
    node.crash();

    node = node();
    cluster.release();
    KeptnEvent finished = node.finished(triggered);

    assertThat(finished.message()).contains("released");
    assertThat(jobs()).extracting(job -> job.getMetadata().getUid()).containsExactly(uid);
    assertThat(node.types(triggered))
        .containsExactly(
            "sh.keptn.event.test.triggered",
            "sh.keptn.event.test.started",
            "sh.keptn.event.test.finished");
  }

  @Test
  void aJobThatRunsWhileItsRouteIsEditedIsAdoptedByTheNewRoute() throws IOException {
    node.files.put("shop/prod/carts", config(task("one", "test/hold", "")));
    KeptnEvent triggered = node.trigger(ID, "test", Map.of());
    awaitUntil(this::jobs, jobs -> jobs.size() == 1);
    Path route = directory.resolve("routes/kubernetes/job.camel.yaml");
    String edited = Files.readString(route).replace("succeeded: ${body", "went well: ${body");

    Files.writeString(
        route, edited + "- route: {id: edited, from: {uri: direct:x, steps: [{log: x}]}}\n");
    awaitUntil(
        () -> node.file("kubernetes/job.camel.yaml").get("routes"),
        List.of("kubernetes-job", "edited")::equals);
    cluster.release();

    assertThat(node.finished(triggered).message()).contains("released");
    assertThat(jobs()).hasSize(1);
    assertThat(node.types(triggered)).hasSize(3);
  }

  @Test
  void aJobOfThatNameThatIsNotOursIsNotTouched() {
    node.files.put("shop/prod/carts", config(task("one", "test/echo", "x")));
    cluster.kubernetes.namespaces().resource(namespace()).create();
    cluster
        .kubernetes
        .batch()
        .v1()
        .jobs()
        .inNamespace("keptn-jes")
        .resource(foreignJob())
        .create();

    KeptnEvent finished = node.finished(node.trigger(ID, "test", Map.of()));

    assertThat(finished.message())
        .contains("a job called " + JOB + " is in namespace keptn-jes already");
  }

  @Test
  void aJobThatIsDeletedFailsTheTask() {
    node.files.put("shop/prod/carts", config(task("one", "test/hold", "")));
    KeptnEvent triggered = node.trigger(ID, "test", Map.of());
    awaitUntil(this::jobs, jobs -> jobs.size() == 1);

    cluster
        .kubernetes
        .batch()
        .v1()
        .jobs()
        .inNamespace("keptn-jes")
        .withName(JOB)
        .delete();

    assertThat(node.finished(triggered).message()).contains("Reason: Deleted");
  }

  @Test
  void waitingEndsAfterMaxPollDuration() {
    node.files.put(
        "shop/prod/carts",
        config(
            task("one", "test/hold", "").replace("image:", "maxPollDuration: 1\n        image:")));

    assertThat(node.finished(node.trigger(ID, "test", Map.of())).message())
        .startsWith("Error while creating job: polling for job " + JOB
            + " timing out after 1s: max poll count reached for job");
  }

  @Test
  void keysOfASecretBecomeVariables() {
    cluster.kubernetes.namespaces().resource(namespace()).create();
    cluster.kubernetes.secrets().inNamespace("keptn-jes").resource(secret()).create();
    String withSecret = task("one", "test/echo", "$(password)")
        + "        env: [{name: login, valueFrom: secret}]\n";
    node.files.put("shop/prod/carts", config(withSecret));

    assertThat(node.finished(node.trigger(ID, "test", Map.of())).message()).contains("hunter2");
  }

  private ExecutorNode node() {
    return new ExecutorNode(directory, new HashMap<>(cluster.environment()));
  }

  private List<Job> jobs() {
    return cluster
        .kubernetes
        .batch()
        .v1()
        .jobs()
        .inNamespace("keptn-jes")
        .list()
        .getItems();
  }

  private Job job(String name) {
    return cluster
        .kubernetes
        .batch()
        .v1()
        .jobs()
        .inNamespace("keptn-jes")
        .withName(name)
        .require();
  }
}
