package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static io.evenkeel.resource.RunningService.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.testkit.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

  @TempDir
  Path directory;

  @Test
  void everythingIsThereAfterARestart() {
    try (RunningService service = RunningService.start(directory).withShop()) {
      service.put(at("shop", "dev"), "a", "kept");
    }

    try (RunningService service = RunningService.start(directory)) {
      assertThat(text(service.get(at("shop", "dev"), "a"))).isEqualTo("kept");
      assertThat(service.query("getHeads", at("shop", "dev"), Map.of()).object())
          .containsEntry("stage", service.git("shop", "rev-parse", "dev"));
    }
  }

  @Test
  void whatAKilledProcessLeftHalfDoneIsClearedAway() throws IOException {
    Path git = directory.resolve("git");
    try (RunningService service = RunningService.start(directory).withShop()) {
      Files.createFile(service.repository("shop").resolve("refs/heads/dev.lock"));
      Files.createFile(service.repository("shop").resolve("objects/noz123.tmp"));
      Files.createDirectories(git.resolve("half.unfinished/refs"));
      assertThat(service.put(at("shop", "dev"), "a", "x").status()).isEqualTo(409);
    }

    try (RunningService service = RunningService.start(directory)) {
      assertThat(service.put(at("shop", "dev"), "a", "x").status()).isEqualTo(201);
      assertThat(git.resolve("half.unfinished")).doesNotExist();
      assertThat(service.repository("shop").resolve("objects/noz123.tmp")).doesNotExist();
    }
  }

  @Test
  void aBrokenRepositoryDoesNotStopTheOthers() throws IOException {
    RunningService.start(directory).withShop().close();
    Files.createDirectories(directory.resolve("git/broken.git/refs"));

    try (RunningService service = RunningService.start(directory)) {
      assertThat(service.list(at("shop"))).contains("/shipyard.yaml");
      assertThat(service.list(at("broken"))).isEmpty();
      assertThat(service
              .call("createProject", Map.of(), Map.of("projectName", "broken"))
              .status())
          .isEqualTo(500);
    }
  }

  @Test
  void manySingleObjectsArePackedBesideTheWork() throws IOException {
    RunningService.start(directory).withShop().close();
    Path sample = Files.createDirectories(directory.resolve("git/shop.git/objects/17"));
    for (int i = 0; i < 30; i++) {
      Files.createFile(sample.resolve("counted" + i));
    }

    try (RunningService service = RunningService.start(directory)) {
      String commit = RunningService.commit(service.put(at("shop", "dev"), "a", "x"));
      TestPlatform.awaitUntil(
          () -> service.git("shop", "count-objects", "-v"),
          counts -> counts.contains("packs: 1\n"));

      assertThat(text(service.get(at("shop", "dev"), "a", commit))).isEqualTo("x");
      assertThat(service.put(at("shop", "dev"), "b", "y").status()).isEqualTo(201);
      assertThat(service.git("shop", "log", "--format=%s", "dev").lines()).hasSize(6);
    }
  }

  @Test
  void twoServersCanNotShareADirectory() {
    try (RunningService first = RunningService.start(directory).withShop()) {
      assertThatThrownBy(() -> RunningService.start(directory).close())
          .hasMessageContaining(directory.resolve("git").toString())
          .hasMessageContaining("in use by another running server");
      assertThat(first.list(at("shop"))).contains("/shipyard.yaml");
    }
  }

  @Test
  void linksThatAPersonPushedAreNeverFollowed() throws IOException {
    try (RunningService service = RunningService.start(directory).withShop()) {
      service.put(at("shop"), "d/target", "secret");
    }
    Path clone = directory.resolve("clone");
    Path repository = directory.resolve("git/shop.git");
    RunningService.run(List.of("git", "clone", "-q", repository.toString(), clone.toString()));
    Files.createSymbolicLink(clone.resolve("link"), Path.of("d/target"));
    Files.createSymbolicLink(clone.resolve("folder"), Path.of("d"));
    RunningService.run(List.of(
        "sh",
        "-c",
        "cd '%s' && git add . && git -c user.name=p -c user.email=p@x commit -qm links"
                .formatted(clone)
            + " && git push -q origin HEAD"));

    try (RunningService service = RunningService.start(directory)) {
      assertThat(service.get(at("shop"), "link").status()).isEqualTo(404);
      assertThat(service.get(at("shop"), "folder%2Ftarget").status()).isEqualTo(404);
      assertThat(service.list(at("shop")))
          .containsExactly("/d/target", "/metadata.yaml", "/shipyard.yaml");
      assertThat(service.put(at("shop"), "folder/x", "x").status()).isEqualTo(409);
      assertThat(service.put(at("shop"), "link", "now a file").status()).isEqualTo(201);
      assertThat(text(service.get(at("shop"), "link"))).isEqualTo("now a file");
      assertThat(text(service.get(at("shop"), "d/target"))).isEqualTo("secret");
    }
  }
}
