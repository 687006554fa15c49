package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static io.evenkeel.resource.RunningService.commit;
import static io.evenkeel.resource.RunningService.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Projects on a real Git server (resources.md §§4.2, 6, 7). */
class UpstreamTest extends UpstreamShop {

  @Test
  void whatIsAcknowledgedIsOnTheUpstream() {
    shop();

    ApiResponse written = service.put(at("shop", "dev", "cart"), "a", "x");

    assertThat(git.git("shop", "rev-parse", "dev")).isEqualTo(commit(written));
    assertThat(git.git("shop", "show", "dev:cart/a")).isEqualTo("x");
    assertThat(git.git("shop", "log", "--format=%s", "master").lines())
        .containsExactly("initialized project", "init git empty repo");
    assertThat(Json.at(written.object(), "metadata", "upstreamURL")).isEqualTo(git.url("shop"));
    assertThat(service.git("shop", "fsck", "--strict")).isEmpty();
  }

  @Test
  void whatSomebodyElsePushesIsThereOnTheNextRead() {
    shop();

    String pushed = git.commit("shop", "dev", "pushed.txt", "hi");
    git.commit("shop", "qa", "a", "on a new branch");

    assertThat(text(service.get(at("shop", "dev"), "pushed.txt"))).isEqualTo("hi");
    assertThat(service.list(at("shop", "qa"))).containsExactly("/a");
    assertThat(service.query("getHeads", at("shop", "dev"), Map.of()).object())
        .containsEntry("stage", pushed);
  }

  @Test
  void aWriteGoesOnTopOfWhatSomebodyElsePushed() {
    shop();
    String theirs = git.commit("shop", "dev", "theirs", "1");

    String ours = commit(service.put(at("shop", "dev"), "ours", "2"));

    assertThat(git.git("shop", "log", "--format=%H", "-2", "dev").lines())
        .containsExactly(ours, theirs);
    assertThat(text(service.get(at("shop", "dev"), "theirs"))).isEqualTo("1");
  }

  @Test
  void aForcedPushIsFollowedAndTheFormerCommitStaysReadable() {
    shop();
    String former = commit(service.put(at("shop", "dev"), "a", "former"));
    git.git("shop", "update-ref", "refs/heads/dev", "refs/heads/master");

    assertThat(service.get(at("shop", "dev"), "a").status()).isEqualTo(404);
    assertThat(text(service.get(at("shop", "dev"), "a", former))).isEqualTo("former");
    assertThat(service.put(at("shop", "dev"), "a", "again").status()).isEqualTo(201);
  }

  @Test
  void writersHereAndElsewhereLoseNothing() {
    shop();
    List<Future<ApiResponse>> answers = new ArrayList<>();
    List<String> theirs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(service.send(RunningService.upload(at("shop", "dev"), "own/" + i, "w" + i)));
      if (i % 4 == 0) {
        theirs.add(git.commit("shop", "dev", "other/" + i, "o" + i));
      }
    }

    List<String> acknowledged = answers.stream()
        .map(TestPlatform::await)
        .filter(answer -> answer.status() == 201)
        .map(RunningService::commit)
        .toList();

    assertThat(acknowledged).isNotEmpty();
    assertThat(git.git("shop", "log", "--format=%H", "dev").lines())
        .containsAll(acknowledged)
        .containsAll(theirs);
    git.git("shop", "fsck", "--strict");
  }

  @Test
  void aRepositoryWithFilesOfItsOwnBecomesAProjectOnItsDefaultBranch() {
    git.create("shop");
    git.git("shop", "symbolic-ref", "HEAD", "refs/heads/main");
    git.commit("shop", "main", "readme", "hello");

    assertThat(create("shop", GitServer.TOKEN).status()).isEqualTo(204);

    assertThat(service.list(at("shop"))).containsExactly("/metadata.yaml", "/readme");
    assertThat(git.git("shop", "for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main");
  }

  @Test
  void aRepositoryThatIsAProjectAlreadyIsRefused() {
    shop();
    service.call("deleteProject", at("shop"), Map.of());

    assertThat(create("shop", GitServer.TOKEN))
        .isEqualTo(ApiResponse.error(
            409, "Project already exists with an already initialized GIT repository"));
    assertThat(git.git("shop", "rev-parse", "dev")).isNotEmpty();
    assertThat(directory.resolve("git/credentials")).isEmptyDirectory();
  }

  @Test
  void aWrongTokenAndAMissingRepositoryAreToldApart() {
    git.create("shop");

    assertThat(create("shop", "wrong")).isEqualTo(ApiResponse.error(424, "Invalid git token"));
    assertThat(create("shop", "")).isEqualTo(ApiResponse.error(424, "Invalid git token"));
    assertThat(create("nope", GitServer.TOKEN))
        .isEqualTo(ApiResponse.error(404, "Upstream repository not found"));
    assertThat(directory.resolve("git/shop.git")).doesNotExist();
    assertThat(service.get(at("shop"), "a").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://h/x.git | https | 500 | Internal server error: remoteURL scheme must be http",
        "http://h/x.git | ssh | 500 | Internal server error: credentials need to have ssh or",
        "http:///x.git | https | 400 | Upstream repository not found",
      })
  void credentialsThatCanNotWorkAreRefused(String url, String access, int status, String text) {
    ApiResponse answer = service.call(
        "createProject",
        Map.of(),
        Map.of(
            "projectName", "shop", "gitCredentials", Map.of("remoteURL", url, access, Map.of())));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.message()).startsWith(text);
  }

  @Test
  void readsGoOnWhileTheUpstreamIsDownAndWritesAreRefused() {
    shop();
    service.put(at("shop", "dev"), "a", "x");
    git.answer(503);

    assertThat(text(service.get(at("shop", "dev"), "a"))).isEqualTo("x");
    ApiResponse refused = service.put(at("shop", "dev"), "a", "y");
    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.message())
        .isEqualTo("Internal server error: 127.0.0.1 answered with status 503");

    git.answer(0);
    assertThat(service.put(at("shop", "dev"), "b", "z").status()).isEqualTo(201);
    assertThat(git.git("shop", "show", "dev:a")).isEqualTo("x");
  }

  @Test
  void refusalsOfTheUpstreamAreExplained() throws IOException {
    shop();

    git.readOnly(true);
    assertThat(service.put(at("shop"), "a", "x").message())
        .startsWith("Invalid git token: 127.0.0.1 does not permit it");
    git.readOnly(false);
    Path hook = git.path("shop").resolve("hooks/pre-receive");
    Files.writeString(hook, "#!/bin/sh\nexit 1\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    assertThat(service.put(at("shop"), "a", "x").message())
        .startsWith("Internal server error: the upstream refused the change (pre-receive hook");
    Files.delete(hook);
    assertThat(service.put(at("shop"), "a", "x").status()).isEqualTo(201);

    git.delete("shop");
    assertThat(service.get(at("shop"), "a"))
        .isEqualTo(ApiResponse.error(404, "Upstream repository not found"));
  }

  @Test
  void aPageInsteadOfARepositoryIsNamed() {
    git.create("shop");
    git.answer("<!DOCTYPE html><html>Sign in</html>");

    ApiResponse refused = create("shop", GitServer.TOKEN);

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.message())
        .startsWith("Upstream repository not found: 127.0.0.1 answers with a page");
  }

  @Test
  void anEmptiedUpstreamDoesNotEmptyTheCopy() {
    shop();
    git.delete("shop");
    git.create("shop");

    assertThat(service.get(at("shop"), "metadata.yaml").message())
        .isEqualTo("Upstream repository not found: it has no branch master any more");
    assertThat(service.git("shop", "rev-parse", "dev")).isNotEmpty();
  }
}
