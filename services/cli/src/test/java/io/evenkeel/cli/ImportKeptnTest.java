package io.evenkeel.cli;

import static io.evenkeel.cli.KeptnAnswers.base64;
import static io.evenkeel.cli.KeptnAnswers.event;
import static io.evenkeel.cli.KeptnAnswers.file;
import static io.evenkeel.cli.KeptnAnswers.files;
import static io.evenkeel.cli.KeptnAnswers.integration;
import static io.evenkeel.cli.KeptnAnswers.project;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code import keptn} from recorded answers in the original's shapes; {@link #server} is the
 * target.
 */
class ImportKeptnTest extends CliTest {

  private static final String SHIPYARD = "apiVersion: spec.keptn.sh/0.2.2\nkind: Shipyard\n";
  private static final String PROJECTS = "/controlPlane/v1/project?pageSize=50";
  private static final String RESOURCES = "/resource-service/v1/project/shop";
  private static final String REGISTRATIONS = "/controlPlane/v1/uniform/registration";
  private static final String SEQUENCES = "/controlPlane/v1/sequence/shop?pageSize=100";
  private static final String HISTORY = "/evenkeel/v1/project/shop/history";

  private LocalServer keptn;
  private Path state;

  @BeforeEach
  void startKeptn() throws IOException {
    state = home.resolve("state.json");
    keptn = new LocalServer().ignoring("beforeTime=[^&]*&?");
    keptn
        .answer(
            "GET " + PROJECTS,
            200,
            "{\"projects\":[" + project(SHIPYARD) + "],\"nextPageKey\":\"0\"}")
        .answer(
            "GET " + RESOURCES + "/resource?pageSize=100",
            200,
            files("/metadata.yaml", "/shipyard.yaml", "/prometheus/sli.yaml"))
        .answer(
            "GET " + RESOURCES + "/stage/dev/resource?pageSize=100",
            200,
            files("/cart/metadata.yaml", "/cart/slo.yaml", "/cart/empty"))
        .answer("GET " + RESOURCES + "/resource/prometheus%252Fsli.yaml", 200, file("sli"))
        .answer("GET " + RESOURCES + "/stage/dev/resource/cart%252Fslo.yaml", 200, file("slo"))
        .answer(
            "GET " + RESOURCES + "/stage/dev/resource/cart%252Fempty",
            200,
            "{\"resourceURI\":\"cart%2Fempty\"}")
        .answer(
            "GET /mongodb-datastore/event?project=shop&pageSize=100",
            200,
            "{\"events\":[" + event(4) + "," + event(3)
                + "],\"nextPageKey\":\"100\",\"pageSize\":100,\"totalCount\":4}")
        .answer(
            "GET /mongodb-datastore/event?project=shop&pageSize=100&nextPageKey=100",
            200,
            "{\"events\":[" + event(2) + "," + event(1) + "],\"pageSize\":100,\"totalCount\":4}")
        .answer(
            "GET " + SEQUENCES,
            200,
            "{\"states\":[" + KeptnAnswers.run("c2", "started") + ","
                + KeptnAnswers.run("c1", "finished") + "],\"totalCount\":2}")
        .answer("GET " + REGISTRATIONS, 200, "[" + integration() + "]")
        .answer(
            "GET /secrets/v1/secret",
            200,
            "{\"Secrets\":[{\"name\":\"hook\",\"scope\":\"keptn-webhook-service\",\"keys\":[\"token\"]}]}");
    server
        .answer("GET /evenkeel/v1/tokens/self", 200, "{\"scopes\":[\"admin\"]}")
        .answer("POST /controlPlane/v1/project", 201, "")
        .answer("POST /controlPlane/v1/project/shop/service", 200, "{}")
        .answer("POST " + RESOURCES + "/resource", 201, "{}")
        .answer("POST " + RESOURCES + "/stage/dev/resource", 201, "{}")
        .answer("POST " + HISTORY, 200, "{\"events\":2,\"sequences\":1}")
        .answer("GET " + REGISTRATIONS + "?includeExpired=true", 200, "[]")
        .answer("POST " + REGISTRATIONS, 201, "{\"id\":\"i1\"}")
        .answer("PUT " + REGISTRATIONS + "/i1/subscription/s1", 201, "{\"id\":\"s1\"}")
        .answer("GET /secrets/v1/secret", 200, "{\"Secrets\":[]}");
  }

  @AfterEach
  void stopKeptn() {
    keptn.close();
  }

  @Test
  void everythingThatCanBeMovedIsMovedAndTheRestIsListed() {
    Ran ran = run(command());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).isEqualToIgnoringNewLines("""
            Importing 1 projects from %s into %s
            shop: project created with stages dev
            shop: 1 services, 1 new
            shop: 3 files, 3 new or different
            shop: 4 events, 4 new
            shop: 1 ended runs, 1 new
            1 integrations, 1 new subscriptions
            1 secrets to be created by hand

            Not moved:
              shop: who changed which file when: that history stays in https://git.example.org/shop.git; the files are here
              shop: run c2 (delivery of cart) is still started there

            To do by hand:
              evenkeel update project shop --git-remote-url=NEW-EMPTY-REPOSITORY --git-user=bot --git-token=TOKEN
              evenkeel create secret hook --scope=keptn-webhook-service --from-literal=token=VALUE

            Import complete, except for what is listed above
            """.formatted(keptn.api(), server.api()));
    assertThat(ran.status()).isEqualTo(ExitStatus.WARNING);
    assertThat(state).doesNotExist();
  }

  @Test
  void theSourceIsAskedWithItsTokenAndNeverChanged() {
    run(command());

    assertThat(keptn.requests())
        .allMatch(request -> request.method().equals("GET"))
        .allMatch(request -> request.token().equals("old-token"));
    assertThat(server.requests()).allMatch(request -> request.token().equals("s3cret"));
  }

  @Test
  void eventsAreSentOldestFirst() {
    run(command());

    List<Object> ids = server.requests().stream()
        .filter(request -> request.target().equals(HISTORY))
        .flatMap(request -> Json.list(request.json().get("events")).stream())
        .map(event -> Json.object(event).get("id"))
        .toList();

    assertThat(ids).containsExactly("e1", "e2", "e3", "e4");
  }

  @Test
  void filesOfTheServerItselfAreNotCopied() {
    run(command());

    assertThat(written(RESOURCES + "/resource")).containsExactly("prometheus/sli.yaml");
    assertThat(written(RESOURCES + "/stage/dev/resource"))
        .containsExactly("cart/slo.yaml", "cart/empty");
  }

  @Test
  void aSubscriptionKeepsItsId() {
    run(command());

    assertThat(server.requests())
        .filteredOn(request -> request.target().endsWith("/i1/subscription/s1"))
        .singleElement()
        .satisfies(request -> assertThat(request.json())
            .containsEntry("event", "sh.keptn.event.deployment.triggered"));
  }

  @Test
  void aDryRunChangesNothing() {
    Ran ran = run(command("--dry-run"));

    assertThat(ran.out())
        .contains("shop: 4 events, 4 new (dry run)")
        .contains("Nothing was changed (dry run)");
    assertThat(server.requests()).allMatch(request -> request.method().equals("GET"));
    assertThat(state).doesNotExist();
  }

  @Test
  void whatIsHereAlreadyIsLeftAlone() {
    server
        .answer("GET /controlPlane/v1/project/shop", 200, project(SHIPYARD))
        .answer("GET " + RESOURCES + "/resource/prometheus%252Fsli.yaml", 200, file("sli"))
        .answer("GET " + RESOURCES + "/stage/dev/resource/cart%252Fslo.yaml", 200, file("other"))
        .answer("GET " + RESOURCES + "/stage/dev/resource/cart%252Fempty", 200, "{}");

    Ran ran = run(command("--no-history"));

    assertThat(ran.out())
        .contains(
            "shop: project is here already", "1 services, 0 new", "3 files, 1 new or different");
    assertThat(ran.status()).isZero();
    assertThat(written(RESOURCES + "/stage/dev/resource")).containsExactly("cart/slo.yaml");
    assertThat(server.requests()).noneMatch(request -> request.target().equals(HISTORY));
  }

  @Test
  void anInterruptedImportGoesOnWhereItWas() throws IOException {
    Files.writeString(
        state,
        Json.write(Map.of(
            "from", keptn.api(),
            "to", server.api(),
            "done", List.of("project/shop", "services/shop", "files/shop"))));

    Ran ran = run(command());

    assertThat(ran.out()).contains("Going on after 3 steps", "shop: 4 events, 4 new");
    assertThat(keptn.requests()).noneMatch(request -> request.target().contains("/resource"));
    assertThat(server.requests())
        .noneMatch(request -> request.target().equals("/controlPlane/v1/project"));
  }

  @Test
  void aServerThatStopsAnsweringLeavesWhatWasDoneNoted() throws IOException {
    server.replace("POST " + HISTORY, 503, "{\"message\":\"the store is away\"}");

    Ran ran = run(command());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("the store is away", "go on where it was");
    assertThat(Json.list(Json.parseObject(Files.readString(state)).get("done")))
        .containsExactly("project/shop", "services/shop", "files/shop");
  }

  @Test
  void theStateOfAnotherImportIsNotTouched() throws IOException {
    Files.writeString(
        state, "{\"from\":\"http://a/api\",\"to\":\"http://b/api\",\"done\":[\"x\"]}");

    Ran ran = run(command());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("is of an import from http://a/api to http://b/api");
  }

  @Test
  void aRefusedProjectDoesNotKeepTheRestBack() {
    server.replace("POST /controlPlane/v1/project", 400, "{\"message\":\"no stages\"}");

    Ran ran = run(command());

    assertThat(ran.status()).isEqualTo(ExitStatus.WARNING);
    assertThat(ran.out())
        .contains("shop: the project was refused: no stages", "1 new subscriptions");
  }

  @Test
  void theShipyardOfAProjectThatWasUpdatedIsReadAsMeant() {
    keptn.replace(
        "GET " + PROJECTS,
        200,
        "{\"projects\":[" + project(base64(SHIPYARD)) + "],\"nextPageKey\":\"0\"}");

    run(command());

    assertThat(server.requests())
        .filteredOn(request -> request.target().equals("/controlPlane/v1/project"))
        .singleElement()
        .satisfies(
            request -> assertThat(request.json()).containsEntry("shipyard", base64(SHIPYARD)));
  }

  @Test
  void wrongServersAndProjectsAreExplained() {
    assertThat(run(command("--project=shop,gone")).err())
        .contains("there is no project gone at " + keptn.api(), "it has: shop");
    assertThat(run("import", "keptn", "--api-token=x").err())
        .contains("required flag(s) \"endpoint\" not set");
    assertThat(run("import", "keptn", "--endpoint=" + server.api(), "--api-token=x")
            .err())
        .contains("cannot be imported into itself");
    server.replace("GET /evenkeel/v1/tokens/self", 200, "{\"scopes\":[\"operate\"]}");
    assertThat(run(command()).err()).contains("needs the scope admin");
    server.replace("GET /evenkeel/v1/tokens/self", 404, "");
    assertThat(run(command()).err()).contains("is not an Evenkeel");
  }

  private String[] command(String... more) {
    List<String> words = new ArrayList<>(List.of(
        "import",
        "keptn",
        "--endpoint=" + keptn.api(),
        "--api-token=old-token",
        "--state=" + state));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private List<Object> written(String target) {
    return server.requests().stream()
        .filter(request -> request.method().equals("POST") && request.target().equals(target))
        .flatMap(request -> Json.list(request.json().get("resources")).stream())
        .map(file -> Json.object(file).get("resourceURI"))
        .toList();
  }
}
