package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.evenkeel.kit.Ports;
import io.evenkeel.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Every conformance case of the public API, by id, against a running server with real upstreams.
 * What a case leaves behind is removed after it, so each finds an empty installation.
 */
class ApiCasesIT {

  private static final String TOKEN = "api-cases-it";
  private static final int PORT = Ports.free();
  private static final URI BASE = URI.create("http://127.0.0.1:" + PORT);
  private static final Map<String, Object> DATA = load("/conformance/api-cases.yaml");
  private static final Map<String, Object> SIBLINGS = byId(load("/conformance/api-siblings.yaml"));
  private static final Map<String, Object> NOTES = load("/conformance/api-cases-notes.yaml");

  private static ServerProcess server;
  private static GitUpstream git;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    git = GitUpstream.start(
        directory.resolve("git").toFile().mkdirs() ? directory.resolve("git") : directory);
    server = ServerProcess.start(
        "api-cases",
        Map.of(),
        "up",
        "--port=" + PORT,
        "--data=" + directory.resolve("data"),
        "--token=" + TOKEN);
    server.awaitReady(new RestClient(BASE, TOKEN)::isReady);
  }

  @AfterAll
  static void stop() {
    server.close();
    git.close();
  }

  static Stream<String> ids() {
    return cases().keySet().stream();
  }

  static Stream<String> siblings() {
    return SIBLINGS.keySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ids")
  void answersAsTheOriginal(String id) {
    run(id, adapted(id));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("siblings")
  void answersAsTheReferenceSays(String id) {
    run(id, Json.object(SIBLINGS.get(id)));
  }

  private void run(String id, Map<String, Object> conformanceCase) {
    boolean arrives = waiting().containsKey(id);
    ApiCase running = new ApiCase(http, BASE, git, variables(), shop(id));
    try {
      Json.list(conformanceCase.get("setup"))
          .forEach(name -> running.run(setup(Json.text(name), needsUpstream(id))));
      running.run(Json.list(conformanceCase.get("steps")));
    } catch (AssertionError notYet) {
      assumeFalse(arrives, notYet.getMessage());
      throw notYet;
    } finally {
      tidy();
    }
  }

  /** The project has a name of the case's own, unless an answer shows the name in base64. */
  private static String shop(String id) {
    return id.equals("im-002") ? "shop" : "shop-" + id;
  }

  /** Git over HTTP takes its time, so only cases about an upstream get a real one. */
  private static boolean needsUpstream(String id) {
    return id.equals("rs-014") || id.equals("pr-032");
  }

  private static List<@Nullable Object> setup(String name, boolean upstream) {
    List<@Nullable Object> steps = Json.list(Json.at(DATA, "setups", name));
    return upstream ? steps : steps.stream().map(ApiCasesIT::withoutUpstream).toList();
  }

  private static @Nullable Object withoutUpstream(@Nullable Object step) {
    Map<String, Object> request = new HashMap<>(Json.object(Json.object(step).get("request")));
    Map<String, Object> body = new HashMap<>(Json.object(request.get("json")));
    if (body.remove("gitCredentials") == null) {
      return step;
    }
    request.put("json", body);
    Map<String, Object> bare = new HashMap<>(Json.object(step));
    bare.put("request", request);
    return bare;
  }

  @Test
  void theReportSaysWhatIsInTheNotes() throws IOException {
    assertThat(cases()).hasSize(55);
    assertThat(cases().keySet())
        .containsAll(deviations().keySet())
        .containsAll(waiting().keySet());
    Path file = Checkout.home().resolve("docs/conformance/api.md");
    if (Boolean.getBoolean("evenkeel.update-reports")) {
      Files.writeString(file, report());
    }
    assertThat(file)
        .as("run this test with -Devenkeel.update-reports=true and commit the file")
        .hasContent(report());
  }

  private static String report() {
    StringBuilder rows = new StringBuilder();
    cases()
        .forEach((id, found) -> rows.append("| %s | %s | %s | %s |\n"
            .formatted(
                id,
                Json.object(found).get("title"),
                Json.object(found).get("level"),
                outcome(id))));
    return """
        # Conformance of the public API

        Written by `ApiCasesIT` from its data: a sample of what an installation of Keptn 1.4 answers,
        each case run by its id against a running server. A case that holds need not be the
        original's answer where that is a defect (level `recommended`).

        | case | what | level | here |
        |---|---|---|---|
        """ + rows;
  }

  private static String outcome(String id) {
    if (waiting().containsKey(id)) {
      return "waits: " + waiting().get(id);
    }
    Map<String, Object> deviation = Json.object(deviations().get(id));
    return deviation.isEmpty()
        ? "holds"
        : "answers %s: %s".formatted(deviation.get("status"), deviation.get("reason"));
  }

  /** With the status this server answers instead, where the notes say so. */
  private static Map<String, Object> adapted(String id) {
    Map<String, Object> original = Json.object(cases().get(id));
    if (!deviations().containsKey(id)) {
      return original;
    }
    List<@Nullable Object> steps = new ArrayList<>(Json.list(original.get("steps")));
    Map<String, Object> last = new HashMap<>(Json.object(steps.get(steps.size() - 1)));
    last.put("expect", Map.of("status", Json.object(deviations().get(id)).get("status")));
    steps.set(steps.size() - 1, last);
    Map<String, Object> adapted = new HashMap<>(original);
    adapted.put("steps", steps);
    return adapted;
  }

  private static Map<String, String> variables() {
    return Map.of(
        "TOKEN", TOKEN,
        "BASE", BASE.toString(),
        "UPSTREAM_EMPTY", git.newRepository(),
        "UPSTREAM_SHOP", git.newRepository(),
        "UPSTREAM_MISSING", git.missing(),
        "UPSTREAM_TOKEN", GitUpstream.TOKEN);
  }

  private static void tidy() {
    RestClient api = new RestClient(BASE, TOKEN);
    RestClient.await("an empty installation", () -> deleteProjects(api), List::isEmpty);
    Json.list(Json.parse(api.get("/api/controlPlane/v1/uniform/registration").body()))
        .forEach(found -> api.send(
            "DELETE",
            "/api/controlPlane/v1/uniform/registration/" + Json.object(found).get("id"),
            null));
  }

  /** Deletes what there is, and says what is still there. */
  private static List<String> deleteProjects(RestClient api) {
    projects(api).forEach(name -> api.send("DELETE", "/api/controlPlane/v1/project/" + name, null));
    return projects(api);
  }

  private static List<String> projects(RestClient api) {
    return Json.list(api.get("/api/controlPlane/v1/project?pageSize=500").json().get("projects"))
        .stream()
        .map(found -> Json.text(Json.object(found).get("projectName")))
        .toList();
  }

  private static Map<String, Object> cases() {
    return byId(DATA);
  }

  private static Map<String, Object> byId(Map<String, Object> data) {
    Map<String, Object> byId = new LinkedHashMap<>();
    Json.list(data.get("cases"))
        .forEach(found -> byId.put(Json.text(Json.object(found).get("id")), found));
    return byId;
  }

  private static Map<String, Object> deviations() {
    return Json.object(NOTES.get("deviations"));
  }

  private static Map<String, Object> waiting() {
    return Json.object(NOTES.get("waiting"));
  }

  private static Map<String, Object> load(String resource) {
    InputStream in = ApiCasesIT.class.getResourceAsStream(resource);
    return Json.object(
        Json.freeze(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(in)));
  }
}
