package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubeContextTest extends CliTest {

  private static final String QUESTION = "Do you want to use the server of this context? (y/n)\n";

  private Path config;

  @BeforeEach
  void storeCredentialsOfTwoContexts() throws IOException {
    server.answer("GET /controlPlane/v1/project", 200, "{\"projects\":[],\"nextPageKey\":\"0\"}");
    environment.clear();
    Path folder = Files.createDirectories(home.resolve(".keptn"));
    Files.writeString(folder.resolve(".keptn__one__keptn"), "http://127.0.0.1:1/api\nx\n");
    Files.writeString(folder.resolve(".keptn__two__keptn"), server.api() + "\ns3cret\n");
    config = folder.resolve("config");
    configure(true);
    Files.writeString(
        Files.createDirectories(home.resolve(".kube")).resolve("config"), "current-context: two\n");
  }

  @Test
  void whoSaysYesGoesWithKubectl() throws IOException {
    input = "y\n";

    Ran ran = run("get", "projects");

    assertThat(ran.out())
        .startsWith("Kube context has been changed to two\n" + QUESTION)
        .contains("No projects found");
    assertThat(config).content().contains("\"current-context\": \"two\"");
    assertThat(run("get", "projects").out()).isEqualTo("No projects found\n");
  }

  @Test
  void whoSaysNoStaysWhereTheyWere() {
    input = "n\n";

    Ran ran = run("get", "projects");

    assertThat(ran.err()).contains("cannot reach the API at http://127.0.0.1:1/api");
    assertThat(config).content().contains("\"current-context\":\"one\"");
  }

  @Test
  void yesIsSaidBeforehandWithAFlag() {
    assertThat(run("get", "projects", "-y").out())
        .isEqualTo("Kube context has been changed to two\nNo projects found\n");
  }

  @Test
  void nobodyIsAskedWhoNamesAServerOrWantsNoQuestion() throws IOException {
    assertThat(run("get", "projects", "--endpoint=" + server.api(), "--token=s3cret")
            .out())
        .isEqualTo("No projects found\n");
    assertThat(run("get", "projects", "--context=two").out()).isEqualTo("No projects found\n");
    configure(false);
    assertThat(run("get", "projects").out()).isEmpty();
  }

  @Test
  void aMissingKubernetesConfigurationIsOnlyWorthAWarning() throws IOException {
    environment.put("KUBECONFIG", home.resolve("nowhere").toString());
    Files.writeString(config, "{\"kube_context_check\":true,\"current-context\":\"two\"}");

    Ran ran = run("get", "projects");

    assertThat(ran.out()).isEqualTo("No projects found\n");
    assertThat(ran.err()).startsWith("* Warning: there is no Kubernetes configuration");
  }

  private void configure(boolean check) throws IOException {
    Files.writeString(
        config, "{\"kube_context_check\":%s,\"current-context\":\"one\"}".formatted(check));
  }
}
