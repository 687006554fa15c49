package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static io.evenkeel.resource.RunningService.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Upstreams that change, and how their credentials are kept (resources.md §§6.1, 6.2). */
class UpstreamChangeTest extends UpstreamShop {

  @Test
  void aProjectOfTheBuiltInRepositoryMovesToAnUpstreamWithItsHistory() {
    service.withShop();
    String before = commit(service.put(at("shop", "dev"), "a", "x"));
    git.create("shop");

    assertThat(update("shop", GitServer.TOKEN).status()).isEqualTo(204);

    assertThat(git.git("shop", "rev-parse", "dev")).isEqualTo(before);
    String after = commit(service.put(at("shop", "dev"), "a", "y"));
    assertThat(git.git("shop", "rev-parse", "dev")).isEqualTo(after);
  }

  @Test
  void anotherUpstreamGetsEveryBranchUnlessItHasCommitsOfItsOwn() {
    shop();
    git.create("other");
    git.commit("other", "master", "x", "theirs");
    git.create("new");

    assertThat(update("other", GitServer.TOKEN).status()).isEqualTo(409);
    assertThat(update("shop", "wrong").status()).isEqualTo(424);
    assertThat(update("new", GitServer.TOKEN).status()).isEqualTo(204);

    String after = commit(service.put(at("shop", "prod"), "a", "y"));
    assertThat(git.git("new", "rev-parse", "prod")).isEqualTo(after);
    assertThat(service.call("getUpstreams", Map.of(), Map.of()).body())
        .isEqualTo("{\"upstreams\":{\"shop\":{\"remoteURL\":\"%s\",\"user\":\"bot\","
                .formatted(git.url("new"))
            + "\"https\":{\"insecureSkipTLS\":false}}}}");
  }

  @Test
  void credentialsSurviveARestartEncrypted() throws IOException {
    shop();
    service.close();

    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readAllBytes(file)).asString().doesNotContain(GitServer.TOKEN);
      }
    }
    service = RunningService.start(directory);
    assertThat(service.put(at("shop", "dev"), "a", "x").status()).isEqualTo(201);
  }

  @Test
  void lostCredentialsAreReportedAndCanBeGivenAgain() throws IOException {
    shop();
    service.close();
    Files.write(directory.resolve("git/credentials.key"), new byte[32]);

    service = RunningService.start(directory);

    assertThat(service.get(at("shop"), "metadata.yaml"))
        .isEqualTo(ApiResponse.error(424, "Could not decode credentials for upstream repository"));
    assertThat(service.put(at("shop"), "a", "x").status()).isEqualTo(424);
    assertThat(update("shop", GitServer.TOKEN).status()).isEqualTo(204);
    assertThat(service.put(at("shop"), "a", "x").status()).isEqualTo(201);
  }
}
