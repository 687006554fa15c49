package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** Preferences, contexts, sign-in, and what is printed for other programs. */
class SettingsCommandsTest extends CliTest {

  @Test
  void preferencesAreKeptInKeptnsFile() throws Exception {
    Path config = home.resolve(".keptn/config");
    Files.createDirectories(config.getParent());
    Files.writeString(config, "{\"current-context\":\"\",\"other\":1}");

    assertThat(run("set", "config", "automaticVersionCheck", "false").status()).isZero();

    assertThat(Json.parseObject(Files.readString(config)))
        .containsEntry("automatic_version_check", false)
        .containsEntry("other", 1L);
    assertThat(run("set", "config", "Colour", "red").err())
        .isEqualTo("Error: Unsupported key Colour\n");
    assertThat(run("set", "config", "KubeContextCheck", "maybe").err())
        .startsWith("Error: \"maybe\" is not a value");
  }

  @Test
  void oneOfSeveralServersIsChosen() {
    server.answer("GET /controlPlane/v1/project", 200, "{\"projects\":[]}");
    environment.clear();
    run("config", "set-context", "lab", "--endpoint=" + server.api(), "-a", "lab-token");
    run("config", "set-context", "prod", "--endpoint=http://127.0.0.1:1/api", "-a", "x");

    assertThat(run("config", "use-context", "lab").out())
        .isEqualTo("Switched to context \"lab\".\n");
    assertThat(run("config", "current-context").out()).isEqualTo("lab\n");
    assertThat(run("get", "projects").status()).isZero();
    assertThat(server.last().token()).isEqualTo("lab-token");
    assertThat(run("config", "get-contexts").out())
        .contains("*      \tlab ")
        .contains("       \tprod");
    assertThat(run("get", "projects", "--context=prod").err()).contains("127.0.0.1:1");
    assertThat(run("config", "use-context", "dev").err())
        .startsWith("Error: there is no context \"dev\"; there are: lab, prod. Store it with");
    assertThat(run("config", "delete-context", "lab").status()).isZero();
    assertThat(run("config", "current-context").status()).isEqualTo(1);
  }

  @Test
  void aContextGivenByFlagWinsOverTheEnvironment() {
    server.answer("GET /controlPlane/v1/project", 200, "{\"projects\":[]}");
    run("config", "set-context", "lab", "--endpoint=" + server.api(), "-a", "lab-token");
    environment.put("EVENKEEL_ENDPOINT", "http://127.0.0.1:1/api");

    run("get", "projects", "--context=lab");

    assertThat(server.last().token()).isEqualTo("lab-token");
  }

  @Test
  void addressAndTokenAreFoundInTheCluster() throws Exception {
    server.answer("POST /v1/auth", 200, "");
    environment.clear();
    environment.put("PATH", home.resolve("bin").toString());
    kubectl("""
        case "$*" in
          "get namespaces"*) echo '{"items":[{"metadata":{"name":"k",
            "annotations":{"keptn.sh/managed-by":"keptn"}}}]}' ;;
          "get ingress -n k"*) echo '{"items":[{"metadata":{"name":"api-keptn-ingress"},
            "spec":{"rules":[{"host":"%s"}]}}]}' ;;
          "get secret keptn-api-token -n k"*) echo '{"data":{"keptn-api-token":"czNjcmV0"}}' ;;
          *) echo "unexpected: $*" >&2; exit 1 ;;
        esac
        """.formatted(server.api().replace("http://", "").replace("/api", "")));

    Ran ran = run("auth");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("Successfully authenticated against " + server.api());
    assertThat(server.last().token()).isEqualTo("s3cret");
  }

  @Test
  void whatKubectlComplainsAboutIsShown() throws Exception {
    environment.clear();
    environment.put("PATH", home.resolve("bin").toString());
    kubectl("echo 'no cluster here' >&2; exit 1");

    assertThat(run("auth").err())
        .startsWith("Error: \"kubectl get namespaces")
        .contains("failed: no cluster here");
  }

  @Test
  void oauthIsRefusedWithTheAlternative() {
    assertThat(run("auth", "--oauth").err()).contains("API token");
    assertThat(run("auth", "--oauth-logout").out()).isEqualTo("Successfully logged out\n");
  }

  @Test
  void storedCredentialsAreExported() {
    assertThat(run("auth", "--export").out())
        .isEqualTo("Endpoint:  %s\nAPI Token:  s3cret\n".formatted(server.api()));
  }

  @Test
  void theBridgesPasswordIsSetWithKubectl() {
    assertThat(run("configure", "bridge", "-u", "me", "-p", "it's", "-n", "ns").out())
        .contains("kubectl -n ns create secret generic bridge-credentials"
            + " --from-literal=BASIC_AUTH_USERNAME=me --from-literal=BASIC_AUTH_PASSWORD="
            + "'it'\\''s'");
    assertThat(run("configure", "bridge", "-o").out()).contains("{.data.BASIC_AUTH_PASSWORD}");
    assertThat(run("configure", "bridge", "-u", "me").status()).isEqualTo(1);
  }

  @Test
  void whatHelpersNeedIsCollectedEvenIfHalfOfItFails() throws Exception {
    server.answer("GET /v1/metadata", 200, "{\"keptnversion\":\"1.4.5\"}");

    Ran ran = run("generate", "support-archive", "--dir=" + home.resolve("out"));

    assertThat(ran.status()).isZero();
    Path zip = Path.of(ran.out().replaceFirst("Support archive written to ", "").strip());
    try (var files = java.nio.file.FileSystems.newFileSystem(zip)) {
      assertThat(Files.readString(files.getPath("metadata.json"))).contains("1.4.5");
      assertThat(Files.readString(files.getPath("projects.json"))).startsWith("Error: ");
    }
  }

  @Test
  void eventsAreDocumentedWithExamples() throws Exception {
    run("generate", "cloud-events-spec", "--dir=" + home.resolve("spec"));

    assertThat(home.resolve("spec/cloudevents.md")).content().contains("deployment.finished");
  }

  private void kubectl(String body) throws Exception {
    Path script = home.resolve("bin/kubectl");
    Files.createDirectories(script.getParent());
    Files.writeString(script, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
