package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest extends CliTest {

  private static final String PROJECTS = "GET /controlPlane/v1/project";
  private static final String NONE = "{\"projects\":[],\"nextPageKey\":\"0\"}";

  @ParameterizedTest
  @CsvSource({
    "localhost:8080, false, http://localhost:8080/api",
    "localhost:8080, true, https://localhost:8080/api",
    "http://host/, false, http://host/api",
    "https://host/keptn/api/, false, https://host/keptn/api",
  })
  void anAddressIsReadAsUsersTypeIt(String typed, boolean secure, String expected) {
    assertThat(Endpoint.address(typed, secure)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host", "not an address", "http://"})
  void somethingElseIsRefusedWithAnExample(String typed) {
    assertThatThrownBy(() -> Endpoint.address(typed, false))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(typed)
        .hasMessageContaining(Endpoint.DEFAULT);
  }

  @Test
  void theFlagWinsOverTheEnvironment() {
    server.answer(PROJECTS, 200, NONE);
    environment.put("EVENKEEL_ENDPOINT", "http://127.0.0.1:1/api");

    Ran ran = run("get", "projects", "--endpoint", server.api(), "--token=flag");

    assertThat(ran.out()).isEqualTo("No projects found\n");
    assertThat(server.last().token()).isEqualTo("flag");
  }

  @Test
  void keptnsVariablesWorkToo() {
    server.answer(PROJECTS, 200, NONE);
    environment.clear();
    environment.put("KEPTN_ENDPOINT", server.api());
    environment.put("KEPTN_API_TOKEN", "old");

    assertThat(run("get", "projects").status()).isZero();
    assertThat(server.last().token()).isEqualTo("old");
  }

  @Test
  void authStoresWhatLaterCommandsUse() throws Exception {
    server.answer("POST /v1/auth", 200, "").answer(PROJECTS, 200, NONE);
    environment.clear();

    Ran ran = run("auth", "-e", server.api(), "-a", "stored");
    run("get", "projects");

    assertThat(ran.out())
        .isEqualTo("""
            Starting to authenticate
            Successfully authenticated against %s
            Bridge URL: %s
            """.formatted(server.api(), server.api().replace("/api", "/bridge")));
    assertThat(server.last().token()).isEqualTo("stored");
    assertThat(PosixFilePermissions.toString(
            Files.getPosixFilePermissions(home.resolve(".keptn/.keptn____keptn"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aStoredTokenIsNotSentToAnotherServer() {
    server.answer("POST /v1/auth", 200, "").answer(PROJECTS, 200, NONE);
    environment.clear();
    run("auth", "-e", server.api(), "-a", "stored");

    run("get", "projects", "--endpoint", server.api().replace("127.0.0.1", "localhost"));

    assertThat(server.last().token()).isEmpty();
  }

  @Test
  void theFileNamedByKeptnconfigHoldsContexts() throws Exception {
    server.answer(PROJECTS, 200, NONE);
    environment.clear();
    environment.put("KEPTNCONFIG", home.resolve("contexts.yaml").toString());
    Files.createDirectories(home.resolve(".keptn"));
    Files.writeString(home.resolve(".keptn/config"), "{\"current-context\":\"lab\"}");
    Files.writeString(home.resolve("contexts.yaml"), """
        contexts:
          - {name: other, endpoint: "http://127.0.0.1:1/api", api_token: wrong}
          - {name: lab, endpoint: "%s", api_token: right}
        """.formatted(server.api()));

    assertThat(run("get", "projects").status()).isZero();
    assertThat(server.last().token()).isEqualTo("right");
  }

  @Test
  void aRefusedTokenSaysHowToGiveAnother() {
    server.answer("POST /v1/auth", 401, "{\"code\":401,\"message\":\"incorrect api key auth\"}");

    Ran ran = run("status");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("Error: authentication was not successful: incorrect api key auth")
        .contains("the token was refused", "--token", "EVENKEEL_API_TOKEN");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aServerThatIsNotThereSaysHowToStartOne() {
    server.close();

    Ran ran = run("get", "projects");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("Error: cannot reach the API at " + server.api() + " (from EVENKEEL_ENDPOINT)")
        .contains("evenkeel up");
  }

  @Test
  void aMistypedCommandIsAnsweredWithASuggestion() {
    Ran ran = run("get", "project", "--tokn=x");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("Error: unknown flag: --tokn\n", "--token");
  }

  @Test
  void aGroupAloneNamesItsMembers() {
    assertThat(run("trigger").err())
        .startsWith("Error: \"evenkeel trigger\" needs one of: delivery, sequence, evaluation");
  }

  @Test
  void missingFlagsAreNamedAsKeptnDoes() {
    assertThat(run("trigger", "evaluation", "--stage=dev").err())
        .startsWith("Error: required flag(s) \"project\", \"service\" not set\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create project | required argument PROJECTNAME not set",
        "create project a b | too many arguments set",
        "delete service | required argument SERVICENAME not set",
        "trigger sequence | required argument SEQUENCE not set",
        "configure monitoring | required argument PROVIDER not set",
        "send event | required flag(s) \"file\" not set",
        "onboard | unknown command \"onboard\" for \"evenkeel\"",
        "get nope | unknown command \"nope\" for \"evenkeel get\"",
        "trigger sequence a b --project=p --stage=s --service=c | \"b\" is one name too many",
      })
  void namesAreMissedBeforeFlagsAndWhatIsUnknownIsNamed(String line, String complaint) {
    Ran ran = run(line.split(" "));

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).startsWith("Error: " + complaint + "\n");
  }

  @Test
  void scriptsCanBeTestedAgainstAServerOfTheirOwn() {
    server.answer(PROJECTS, 200, NONE);
    environment.clear();
    environment.put("MOCK_SERVER", server.api());

    assertThat(run("get", "projects", "--mock").out()).isEqualTo("No projects found\n");
  }
}
