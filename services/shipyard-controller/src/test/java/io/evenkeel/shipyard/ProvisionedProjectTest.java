package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cases of section K with something that makes repositories for projects that come without. */
class ProvisionedProjectTest {

  private static final String YAML = "apiVersion: 0.2.3\nspec: {stages: [{name: dev}]}";
  private static final List<String> ASKED = new CopyOnWriteArrayList<>();
  private static final HttpServer PROVISIONER = provisioner();

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.with(Map.of(
      "AUTOMATIC_PROVISIONING_URL",
      "http://127.0.0.1:" + PROVISIONER.getAddress().getPort(),
      "HIDE_AUTOMATIC_PROVISIONED_URL",
      "true"));

  private final String name = World.newName();

  private static HttpServer provisioner() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/repository", ProvisionedProjectTest::answer);
      server.start();
      return server;
    } catch (IOException unstartable) {
      throw new UncheckedIOException(unstartable);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    ASKED.add(exchange.getRequestMethod() + " " + body);
    String made = "{\"gitRemoteURL\":\"https://made.example/r.git\",\"gitUser\":\"bot\","
        + "\"gitToken\":\"made-token\"}";
    byte[] answer =
        (body.contains("unparsable") ? "<html>" : made).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(body.contains("refused") ? 503 : 201, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @AfterAll
  static void stop() {
    PROVISIONER.stop(0);
  }

  private static Map<String, Object> get(String project) {
    return SHARED
        .world()
        .call("getProject", Map.of("project", project), Map.of(), "")
        .object();
  }

  @Test
  @Tag("K12")
  @Tag("K14")
  void aProjectWithoutCredentialsGetsARepositoryWhichIsGivenBack() {
    World world = SHARED.world();
    assertThat(world.createProject(name, YAML).status()).isEqualTo(201);

    Map<String, Object> credentials =
        Json.object(world.resources().body("createProject", name).get("gitCredentials"));
    assertThat(credentials)
        .containsEntry("remoteURL", "https://made.example/r.git")
        .containsEntry("user", "bot");
    assertThat(Json.at(credentials, "https", "token")).isEqualTo("made-token");
    assertThat(get(name))
        .containsEntry("isUpstreamAutoProvisioned", true)
        .containsEntry("gitCredentials", Map.of("remoteURL", ""));
    world.call("deleteProject", Map.of("project", name), Map.of(), "");
    assertThat(ASKED.stream().filter(call -> call.contains(name)))
        .hasSize(2)
        .allMatch(call -> call.contains("\"namespace\":\"keptn\""))
        .element(1)
        .asString()
        .startsWith("DELETE");
  }

  @Test
  void aProjectThatIsGivenItsOwnUpstreamIsNoLongerAProvisionedOne() {
    SHARED.world().createProject(name, YAML);
    SHARED
        .world()
        .call(
            "updateProject",
            Map.of(),
            Map.of(),
            Json.write(Map.of(
                "name",
                name,
                "gitCredentials",
                Map.of("remoteURL", "https://git.example/own.git"))));

    assertThat(get(name)).containsEntry("isUpstreamAutoProvisioned", false);
    assertThat(Json.at(get(name), "gitCredentials", "remoteURL"))
        .isEqualTo("https://git.example/own.git");
  }

  @Test
  @Tag("K13")
  void whatTheProvisionerRefusesOrGarblesIsTold() {
    ApiResponse refused = SHARED.world().createProject("refused-" + name, YAML);
    ApiResponse garbled = SHARED.world().createProject("unparsable-" + name, YAML);

    assertThat(refused.status()).isEqualTo(424);
    assertThat(refused.message())
        .isEqualTo("Error provisioning a project instance: Service Unavailable");
    assertThat(garbled.status()).isEqualTo(424);
    assertThat(garbled.message())
        .isEqualTo("Error provisioning a project instance: cannot parse the response");
    assertThat(SHARED.world().resources().asked("refused-" + name)).isEmpty();
  }
}
