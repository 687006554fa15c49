package io.evenkeel.playground.cluster;

import static io.evenkeel.playground.cluster.RunningCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.playground.cluster.store.Tree;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTest {

  private static final String JSON = "application/json";
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  @TempDir
  Path directory;

  private RunningCluster running;

  @BeforeEach
  void start() {
    running = new RunningCluster(directory);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /api/v1/namespaces/default/pods/no | application/json | '' | 404 | NotFound"
            + " | pods \"no\" not found",
        "GET    | /apis/apps/v1/teapots | application/json | '' | 404 | NotFound"
            + " | no \"teapots\" in apps/v1",
        "GET    | /nowhere | application/json | '' | 404 | NotFound | /nowhere",
        "GET    | /api/v1/namespaces/default/pods/no/exec | application/json | '' | 404 | NotFound"
            + " | no \"pods/exec\"",
        "POST   | /api/v1/namespaces/default/configmaps | application/json | '{' | 400"
            + " | BadRequest | json parse error",
        "POST   | /api/v1/namespaces/default/configmaps | application/json | '[]' | 400"
            + " | BadRequest | must be a JSON object",
        "POST   | /api/v1/namespaces/default/configmaps | text/plain | x | 415"
            + " | UnsupportedMediaType | application/yaml",
        "POST   | /api/v1/namespaces/default/configmaps | application/json | '{\"kind\": \"Pod\"}'"
            + " | 400 | BadRequest | the kind in the data (Pod) does not match",
        "POST   | /api/v1/namespaces/default/configmaps | application/json"
            + " | '{\"metadata\": {\"name\": \"a\", \"namespace\": \"b\"}}' | 400 | BadRequest"
            + " | does not match the namespace sent on the request",
        "POST   | /api/v1/namespaces/default/configmaps | application/json | '{}' | 422 | Invalid"
            + " | name or generateName is required",
        "POST   | /api/v1/namespaces/no/configmaps | application/json"
            + " | '{\"metadata\": {\"name\": \"a\"}}' | 404 | NotFound"
            + " | namespaces \"no\" not found",
        "PATCH  | /api/v1/namespaces/default | application/json | '{}' | 415 | UnsupportedMediaType"
            + " | merge-patch",
        "PUT    | /api/v1/namespaces | application/json | '{}' | 405 | MethodNotAllowed | PUT",
        "GET    | /api/v1/pods?labelSelector=a%20b | application/json | '' | 400 | BadRequest"
            + " | no label selector",
        "GET    | /api/v1/pods?watch=1&resourceVersion=x | application/json | '' | 400 | BadRequest"
            + " | whole number"
      })
  void whatIsRefusedIsRefusedAsKubernetesDoes(
      String method, String path, String type, String body, int code, String reason, String text) {
    HttpResponse<String> answer = running.send(method, path, type, body);

    JsonNode status = tree(answer);
    assertThat(answer.statusCode()).isEqualTo(code);
    assertThat(status.path("kind").asText()).isEqualTo("Status");
    assertThat(status.path("code").asInt()).isEqualTo(code);
    assertThat(status.path("reason").asText()).isEqualTo(reason);
    assertThat(status.path("message").asText()).contains(text);
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() {
    String body = "{\"metadata\": {\"name\": \"" + "x".repeat(4 << 20) + "\"}}";

    HttpResponse<String> answer = running.send("POST", MAPS, JSON, body);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(tree(answer).path("message").asText()).contains("limit is 3145728 bytes");
  }

  @Test
  void aDryRunAnswersAndStoresNothing() {
    HttpResponse<String> answer =
        running.send("POST", MAPS + "?dryRun=All", JSON, "{\"metadata\": {\"name\": \"a\"}}");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(running.client.configMaps().withName("a").get()).isNull();
  }

  @Test
  void aDeletionCanBeLimitedToTheObjectOneKnows() {
    ConfigMap map = running.client.resource(map("a", "1")).create();
    String options = "{\"preconditions\": {\"uid\": \"another\"}}";

    assertThat(running.send("DELETE", MAPS + "/a", JSON, options).statusCode()).isEqualTo(409);
    assertThat(running.client.resource(map).get()).isNotNull();
  }

  @Test
  void aWatchTellsWhatIsThereAndWhatChanges() {
    running.client.resource(map("a", "1")).create();
    List<String> heard = new CopyOnWriteArrayList<>();

    var watch = running.client.configMaps().watch(new Recorder(heard));
    await("the present is heard", () -> heard.contains("ADDED a 1"));
    running.client.resource(map("a", "2")).update();
    running.client.resource(map("b", "1")).create();
    running.client.configMaps().withName("a").delete();
    await("the deletion is heard", () -> heard.contains("DELETED a 2"));
    watch.close();

    assertThat(heard).containsExactly("ADDED a 1", "MODIFIED a 2", "ADDED b 1", "DELETED a 2");
  }

  @Test
  void aWatchOfASelectionTellsWhenAnObjectEntersAndLeavesIt() {
    List<String> heard = new CopyOnWriteArrayList<>();

    var watch = running.client.configMaps().withLabel("on", "yes").watch(new Recorder(heard));
    running.client.resource(map("a", "1")).create();
    running.client.configMaps().withName("a").edit(map -> map.edit()
        .editMetadata()
        .addToLabels("on", "yes")
        .endMetadata()
        .build());
    running.client.configMaps().withName("a").edit(map -> map.edit()
        .editMetadata()
        .removeFromLabels("on")
        .endMetadata()
        .build());
    await("it has left", () -> heard.contains("DELETED a 1"));
    watch.close();

    assertThat(heard).containsExactly("ADDED a 1", "DELETED a 1");
  }

  @Test
  void aWatchThatIsTooLateIsToldSo() {
    running.close();
    running = new RunningCluster(directory);

    HttpResponse<String> answer =
        running.send("GET", MAPS + "?watch=1&resourceVersion=1&timeoutSeconds=1", JSON, "");

    assertThat(tree(answer).path("type").asText()).isEqualTo("ERROR");
    assertThat(tree(answer).at("/object/code").asInt()).isEqualTo(410);
  }

  @Test
  void aWatchWithInitialEventsMarksTheirEnd() {
    String lines = running
        .send("GET", MAPS + "?watch=1&sendInitialEvents=true&timeoutSeconds=1", JSON, "")
        .body();

    assertThat(lines).contains("BOOKMARK").contains("k8s.io/initial-events-end");
  }

  @Test
  void aDeletedNamespaceTakesEverythingInItAlong() {
    running.send("POST", "/api/v1/namespaces", JSON, "{\"metadata\": {\"name\": \"x\"}}");
    await(
        "it has its account",
        () -> running
                .client
                .serviceAccounts()
                .inNamespace("x")
                .withName("default")
                .get()
            != null);
    running.client.resource(map("a", "1")).inNamespace("x").create();

    running.client.namespaces().withName("x").delete();

    await("it is gone", () -> running.client.namespaces().withName("x").get() == null);
    assertThat(running.client.configMaps().inAnyNamespace().list().getItems()).isEmpty();
  }

  private static ConfigMap map(String name, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addToData("key", value)
        .build();
  }

  private static JsonNode tree(HttpResponse<String> answer) {
    return Tree.parse(
        answer.body().lines().findFirst().orElse("").getBytes(StandardCharsets.UTF_8));
  }

  private record Recorder(List<String> heard) implements Watcher<ConfigMap> {
    @Override
    public void eventReceived(Action action, ConfigMap map) {
      heard.add("%s %s %s"
          .formatted(action, map.getMetadata().getName(), map.getData().get("key")));
    }

    @Override
    public void onClose(@Nullable WatcherException cause) {
      heard.add("CLOSED " + cause);
    }
  }
}
