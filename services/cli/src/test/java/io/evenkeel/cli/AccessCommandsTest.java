package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens, the audit record and the doctor. */
class AccessCommandsTest extends CliTest {

  private static final String TOKENS = """
      {"tokens":[{"id":"t-1","name":"ci","state":"active","scopes":["read","event"],
        "projects":["shop"],"lastUsed":"2024-01-02T03:04:00Z"}]}
      """;

  @Test
  void aNewTokenIsPrintedForScripts() {
    server.answer("POST /evenkeel/v1/tokens", 201, "{\"id\":\"t-1\",\"token\":\"ek_abc\"}");

    Ran ran =
        run("token", "create", "ci", "-q", "--scope=read,event", "-p", "shop", "--expires-in=720h");

    assertThat(ran.out()).isEqualTo("ek_abc\n");
    assertThat(server.last().json())
        .isEqualTo(Map.of(
            "name",
            "ci",
            "scopes",
            List.of("read", "event"),
            "projects",
            List.of("shop"),
            "expiresIn",
            "720h"));
  }

  @Test
  void tokensAreListedAndRevokedByName() {
    server
        .answer("GET /evenkeel/v1/tokens", 200, TOKENS)
        .answer("DELETE /evenkeel/v1/tokens/t-1", 204, "");

    assertThat(run("token", "list").out().lines().toList().get(1).split("\\s*\t", -1))
        .containsExactly("ci", "active", "read,event", "shop", "-", "2024-01-02T03:04:00Z", "t-1");
    assertThat(run("token", "revoke", "ci").out()).isEqualTo("Token ci revoked\n");
    assertThat(run("token", "revoke", "x").err()).contains("evenkeel token list");
  }

  @Test
  void theAuditRecordIsListedUpToALimit() {
    server
        .answer("GET /evenkeel/v1/audit?project=shop&pageSize=2", 200, """
            {"entries":[{"time":"t","tokenName":"ci","peer":"10.0.0.1","operation":"deleteProject",
              "status":200,"target":"/project/shop","hash":"h2"}],"nextPageKey":"1"}
            """)
        .answer("GET /evenkeel/v1/audit?project=shop&pageSize=1&nextPageKey=1", 200, """
            {"entries":[{"hash":"h1"}]}
            """);

    assertThat(run("audit", "list", "-p", "shop", "--limit=2", "-o", "name").out())
        .isEqualTo("h2\nh1\n");
  }

  @Test
  void aBrokenChainFails() {
    server
        .answer("GET /evenkeel/v1/audit/verify", 200, """
            {"valid":true,"entries":7,"head":{"position":7,"hash":"abc"}}
            """)
        .answer("GET /evenkeel/v1/audit/verify?position=7&hash=abc", 200, """
            {"valid":false,"entries":3,"head":{"position":3,"hash":"x"},"problem":"entry 4"}
            """);

    assertThat(run("audit", "verify").out())
        .isEqualTo("The audit record is unbroken: 7 entries, head at position 7 with hash abc\n");
    Ran broken = run("audit", "verify", "--position=7", "--hash=abc");
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.err()).endsWith("not as it was written: entry 4\n");
  }

  @Test
  void theDoctorFindsWhatIsFine() {
    server
        .answer("GET /v1/metadata", 200, "{\"keptnversion\":\"1.4.5\"}")
        .answer("POST /v1/auth", 200, "")
        .answer("GET /controlPlane/v1/project", 200, "{\"projects\":[]}")
        .answer("GET /controlPlane/v1/uniform/registration", 200, """
            [{"name":"jes","metadata":{"lastseen":"2024-01-02T03:04:05Z"}}]
            """);

    Ran ran = run("doctor");

    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .contains("ok      version 1.4.5\n", "ok      the token is accepted\n")
        .contains("warning integration jes was last seen at 2024-01-02T03:04:05Z");
  }

  @Test
  void theDoctorSaysWhatToDoWithoutAServer() {
    server.close();

    Ran ran = run("doctor");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("error   metadata: cannot reach", "evenkeel up");
  }
}
