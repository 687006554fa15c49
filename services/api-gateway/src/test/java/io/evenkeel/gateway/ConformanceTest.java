package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.testkit.TestPlatform;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The conformance cases that the gateway answers itself, each on an empty installation, by id. */
class ConformanceTest {

  private static final Map<String, Object> DATA = load("/conformance/api-cases.yaml");

  @TempDir
  Path directory;

  private final Map<String, String> variables = new HashMap<>(Map.of(
      "TOKEN",
      TestGateway.TOKEN,
      "UPSTREAM_SHOP",
      "https://git.invalid/shop",
      "UPSTREAM_TOKEN",
      "git-token"));

  static Stream<String> ids() {
    return cases().keySet().stream().sorted();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ids")
  void answersAsTheOriginal(String id) {
    Map<String, Object> conformanceCase = Json.object(cases().get(id));
    try (TestGateway gateway = TestGateway.start(directory)) {
      gateway
          .answering("createProject", ApiResponse.empty(201))
          .answering("createService", ApiResponse.json(200, Map.of("message", "")));
      for (Object setup : Json.list(conformanceCase.get("setup"))) {
        run(gateway, Json.list(Json.at(DATA, "setups", String.valueOf(setup))));
      }
      run(gateway, Json.list(conformanceCase.get("steps")));
    }
  }

  @Test
  void everyCaseOfTheDataIsRunHereOrSaysWhereItIs() {
    Map<String, Object> elsewhere = load("/conformance/api-cases-elsewhere.yaml");

    assertThat(elsewhere).doesNotContainKeys(cases().keySet().toArray(new String[0]));
    assertThat(elsewhere.size() + cases().size()).isEqualTo(55);
  }

  private void run(TestGateway gateway, List<@Nullable Object> steps) {
    for (Object step : steps) {
      Map<String, Object> parsed = Json.object(step);
      if (parsed.containsKey("retry_until_ok_s")) {
        retry(gateway, parsed);
      } else {
        step(gateway, parsed);
      }
    }
  }

  private void retry(TestGateway gateway, Map<String, Object> step) {
    List<AssertionError> last = new ArrayList<>();
    TestPlatform.awaitUntil(
        () -> {
          last.clear();
          try {
            step(gateway, step);
          } catch (AssertionError notYet) {
            last.add(notYet);
          }
          return last;
        },
        List::isEmpty);
  }

  private void step(TestGateway gateway, Map<String, Object> step) {
    HttpResponse<String> answer = send(gateway, Json.object(step.get("request")));
    Map<String, Object> expected = Json.object(step.get("expect"));
    String said = answer.statusCode() + " " + answer.body();
    assertThat(answer.statusCode()).as(said).isEqualTo(expected.get("status"));
    if (expected.containsKey("json")) {
      ExpectedJson.check("$", Json.parse(answer.body()), substitute(expected.get("json")));
    }
    if (expected.containsKey("text")) {
      assertThat(answer.body()).isEqualTo(expected.get("text"));
    }
    Json.object(expected.get("headers"))
        .forEach((name, matcher) -> ExpectedJson.match(
            name, answer.headers().firstValue(name).orElse(""), Json.text(matcher)));
    Json.object(step.get("capture"))
        .forEach((name, path) ->
            variables.put(name, capture(Json.parseObject(answer.body()), Json.text(path))));
  }

  private HttpResponse<String> send(TestGateway gateway, Map<String, Object> request) {
    List<String> headers = new ArrayList<>();
    Json.object(request.get("headers")).forEach((name, value) -> {
      headers.add(name);
      headers.add(substitute(Json.text(value)));
    });
    Object json = substitute(request.get("json"));
    return gateway.send(
        Json.text(request.get("method")),
        substitute(Json.text(request.get("path"))),
        json == null ? "" : Json.write(json),
        headers.toArray(new String[0]));
  }

  private static String capture(Map<String, Object> json, String expression) {
    String path = expression.split(" \\| ", 2)[0];
    Object value = json;
    for (String part :
        path.substring("$.".length()).replace("[", ".").replace("]", "").split("\\.", -1)) {
      value = value instanceof List<?> list
          ? list.get(Integer.parseInt(part))
          : Json.object(value).get(part);
    }
    String text = Json.text(value);
    return expression.endsWith("truncate_ms")
        ? Instant.parse(text).truncatedTo(ChronoUnit.MILLIS).toString()
        : text;
  }

  private @Nullable Object substitute(@Nullable Object value) {
    return value == null ? null : Json.parse(substitute(Json.write(value)));
  }

  private String substitute(String text) {
    String filled = text;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      filled = filled.replace("${" + variable.getKey() + "}", variable.getValue());
    }
    return filled;
  }

  private static Map<String, Object> cases() {
    Map<String, Object> byId = new HashMap<>();
    Json.list(DATA.get("cases"))
        .forEach(found -> byId.put(Json.text(Json.object(found).get("id")), Json.object(found)));
    return byId;
  }

  private static Map<String, Object> load(String resource) {
    InputStream in = ConformanceTest.class.getResourceAsStream(resource);
    return Json.object(
        Json.freeze(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(in)));
  }
}
