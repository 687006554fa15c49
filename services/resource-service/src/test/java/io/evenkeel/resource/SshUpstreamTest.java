package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static io.evenkeel.resource.RunningService.commit;
import static io.evenkeel.resource.RunningService.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects on an SSH server (resources.md §6.1). */
class SshUpstreamTest {

  @TempDir
  Path directory;

  @TempDir
  Path upstreams;

  private KeyPair host;
  private KeyPair key;
  private SshGitServer git;
  private RunningService service;

  @BeforeEach
  void start() throws GeneralSecurityException, IOException {
    host = SshGitServer.rsa();
    key = SshGitServer.ed25519();
    git = SshGitServer.start(upstreams, host, key);
    service = RunningService.start(directory);
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
    git.close();
  }

  @Test
  void aKeyWithAPassphraseOpensTheUpstream() throws GeneralSecurityException, IOException {
    String encrypted = SshGitServer.text(key, "pass phrase");

    assertThat(create(git.create("shop"), encrypted, "pass phrase"))
        .isEqualTo(ApiResponse.empty(204));

    String written = commit(service.put(at("shop"), "a", "x"));
    assertThat(git.head("shop", "master")).isEqualTo(written);
    assertThat(text(service.get(at("shop"), "a"))).isEqualTo("x");
    assertThat(service.call("getUpstreams", Map.of(), Map.of()).body())
        .isEqualTo("{\"upstreams\":{\"shop\":{\"remoteURL\":\"%s\"}}}".formatted(git.url("shop")));
  }

  @Test
  void keysThatDoNotFitAreRefused() throws GeneralSecurityException, IOException {
    String url = git.create("shop");
    String stranger = SshGitServer.text(SshGitServer.rsa(), "");
    String encrypted = SshGitServer.text(key, "pass phrase");

    assertThat(create(url, stranger, "")).isEqualTo(ApiResponse.error(424, "Invalid git token"));
    assertThat(create(url, encrypted, "wrong").message())
        .startsWith("Invalid git token: the private key can not be read");
    assertThat(create(url, "no key", "").status()).isEqualTo(424);
    assertThat(create(git.url("nope"), SshGitServer.text(key, ""), ""))
        .isEqualTo(ApiResponse.error(404, "Upstream repository not found"));
  }

  @Test
  void aHostIsKnownOnceMetAndRefusedWithAnotherKey() throws GeneralSecurityException, IOException {
    String url = git.create("shop");
    assertThat(create(url, SshGitServer.text(key, ""), "").status()).isEqualTo(204);
    int port = git.port();
    assertThat(Files.readString(directory.resolve("git/known_hosts")))
        .startsWith("[127.0.0.1]:%d ssh-rsa ".formatted(port));

    git.close();
    git = SshGitServer.start(upstreams, SshGitServer.rsa(), key, port);

    assertThat(service.put(at("shop"), "a", "x").message())
        .startsWith("Internal server error: the SSH key of 127.0.0.1 is not the one that is known");
  }

  @Test
  void onlyHostsOfTheOperatorsFileAreTalkedTo() throws GeneralSecurityException, IOException {
    service.close();
    Path empty = Files.createFile(directory.resolve("hosts"));
    service = RunningService.start(directory, Map.of("EVENKEEL_GIT_KNOWN_HOSTS", empty.toString()));

    ApiResponse refused = create(git.create("shop"), SshGitServer.text(key, ""), "");

    assertThat(refused.message()).contains("the SSH key of 127.0.0.1 is not the one");
    assertThat(Files.size(empty)).isZero();
  }

  private ApiResponse create(String url, String privateKey, String passphrase) {
    Map<String, Object> credentials =
        Map.of("remoteURL", url, "ssh", SshGitServer.access(privateKey, passphrase));
    return service.call(
        "createProject", Map.of(), Map.of("projectName", "shop", "gitCredentials", credentials));
  }
}
