package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static io.evenkeel.resource.RunningService.commit;
import static io.evenkeel.resource.RunningService.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.evenkeel.kit.ApiResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Once more what {@link SshUpstreamTest} shows, with OpenSSH's server where there is one. */
class OpenSshUpstreamTest {

  @TempDir
  Path directory;

  @TempDir
  Path upstreams;

  @Test
  void aProjectLivesOnOpenSsh() throws IOException, GeneralSecurityException, InterruptedException {
    KeyPair key = SshGitServer.ed25519();
    Optional<OpenSsh> started = OpenSsh.start(upstreams, SshGitServer.rsa(), key);
    assumeTrue(started.isPresent(), "there is no sshd; SshUpstreamTest has a server of its own");
    Path repository = upstreams.resolve("shop.git");
    RunningService.run(
        List.of("git", "init", "-q", "--bare", "-b", "master", repository.toString()));

    try (OpenSsh git = started.get();
        RunningService service = RunningService.start(directory)) {
      Map<String, Object> access = SshGitServer.access(SshGitServer.text(key, "secret"), "secret");
      Map<String, Object> credentials = Map.of("remoteURL", git.url(repository), "ssh", access);
      assertThat(service.call(
              "createProject",
              Map.of(),
              Map.of("projectName", "shop", "gitCredentials", credentials)))
          .isEqualTo(ApiResponse.empty(204));

      String written = commit(service.put(at("shop"), "a", "x"));

      assertThat(RunningService.run(
              List.of("git", "-C", repository.toString(), "rev-parse", "master")))
          .isEqualTo(written);
      assertThat(text(service.get(at("shop"), "a"))).isEqualTo("x");
    }
  }
}
