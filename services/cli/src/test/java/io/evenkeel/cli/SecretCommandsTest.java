package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretCommandsTest extends CliTest {

  @Test
  void aSecretIsCreatedUpdatedAndDeleted() {
    server
        .answer("POST /secrets/v1/secret", 201, "{}")
        .answer("PUT /secrets/v1/secret", 200, "{}")
        .answer("DELETE /secrets/v1/secret?name=hook&scope=keptn-default", 200, "");

    assertThat(run("create", "secret", "hook", "--from-literal=a=b=c", "--from-literal", "d=")
            .out())
        .isEqualTo("Secret hook created successfully\n");
    assertThat(server.last().json())
        .isEqualTo(
            Map.of("name", "hook", "scope", "keptn-default", "data", Map.of("a", "b=c", "d", "")));
    assertThat(
            run("update", "secret", "hook", "--from-literal=a=1", "-s", "other").out())
        .isEqualTo("Secret hook updated successfully\n");
    assertThat(server.last().json()).containsEntry("scope", "other");
    assertThat(run("delete", "secret", "hook").out()).isEqualTo("Secret hook has been deleted\n");
  }

  @Test
  void aLiteralNeedsAKey() {
    assertThat(run("create", "secret", "hook", "--from-literal=abc").err())
        .isEqualTo("Error: invalid literal source abc, expected key=value\n");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void namesAreListed() {
    server.answer(
        "GET /secrets/v1/secret", 200, "{\"Secrets\":[{\"name\":\"a\"},{\"name\":\"b\"}]}");

    assertThat(run("get", "secrets").out()).isEqualTo("NAME\na\nb\n");
    assertThat(run("get", "secret", "-o", "name").out()).isEqualTo("a\nb\n");
  }

  @Test
  void noSecretsIsSaid() {
    server.answer("GET /secrets/v1/secret", 200, "{\"Secrets\":[]}");

    assertThat(run("get", "secrets").out()).isEqualTo("No secrets found\n");
  }
}
