package io.evenkeel.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.secret.Scopes.Capability;
import io.evenkeel.secret.Scopes.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopesTest {

  @TempDir
  Path directory;

  @Test
  void theNamesOfMembersMayBeInAnyCase() {
    Scopes scopes = Scopes.parse("""
        scopes:
          mine:
            capabilities:
              first: {permissions: [get, list]}
              second: {PERMISSIONS: [watch]}
          empty:
        """);

    assertThat(scopes.names()).containsExactly("empty", "mine");
    assertThat(scopes.find("mine"))
        .contains(new Scope(
            "mine",
            List.of(
                new Capability("first", List.of("get", "list")),
                new Capability("second", List.of("watch")))));
    assertThat(scopes.find("empty")).contains(new Scope("empty", List.of()));
    assertThat(scopes.find("Mine")).isEmpty();
  }

  @Test
  void whatIsNoScopesFileIsRefused() {
    assertThatThrownBy(() -> Scopes.parse("a: [")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Scopes.parse("a: 1")).hasMessage("there is no object named Scopes");
    assertThatThrownBy(() -> Scopes.parse("")).hasMessage("there is no object named Scopes");
  }

  @Test
  void theFileIsReadAgainForEveryRequest() throws Exception {
    Path file = directory.resolve("scopes.yaml");
    Files.writeString(file, "Scopes: {one: {}}");
    try (RunningService service =
        RunningService.start(directory, Map.of("EVENKEEL_SECRET_SCOPES", file.toString()))) {
      assertThat(service.query("getScopes", Map.of()).body()).isEqualTo("{\"scopes\":[\"one\"]}");

      Files.writeString(file, "Scopes: {two: {}}");
      assertThat(service.create("x", "two", Map.of()).status()).isEqualTo(201);

      Files.writeString(file, "Scopes");
      SecretApiContract.check(
          service.query("getScopes", Map.of()),
          500,
          "Unable to get scopes: the scopes file %s is invalid: there is no object named Scopes"
              .formatted(file));
      Files.delete(file);
      assertThat(service.create("y", "two", Map.of()).message())
          .startsWith("Unable to create secret: the scopes file " + file + " can not be read");
    }
  }
}
