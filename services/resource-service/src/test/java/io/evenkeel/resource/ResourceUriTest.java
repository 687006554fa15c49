package io.evenkeel.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceUriTest {

  @ParameterizedTest
  @CsvSource({
    "job%2Fconfig.yaml, job/config.yaml",
    "job%252Fconfig.yaml, job/config.yaml",
    "job/config.yaml, job/config.yaml",
    "/job/config.yaml, job/config.yaml",
    "%2Fjob%2Fconfig.yaml, job/config.yaml",
    "job//config.yaml, job/config.yaml",
    "./job/./config.yaml, job/config.yaml",
    "job/, job",
    "a%20b.yaml, a b.yaml",
    "a+b.yaml, a b.yaml",
    "a%2520b.yaml, a b.yaml",
    "a%2Bb.yaml, a b.yaml",
    "a%252Bb.yaml, a+b.yaml",
    "%C3%A4.yaml, ä.yaml",
    "%25C3%25A4.yaml, ä.yaml",
    ".gitignore, .gitignore",
    "my.gitlab.yaml, my.gitlab.yaml",
  })
  void everyFormThatClientsSendNamesTheSameFile(String raw, String path) {
    assertThat(ResourceUri.fromPath(raw).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "metadata.yaml, metadata.yaml",
    "job%2Fconfig.yaml, job%2Fconfig.yaml",
    "job%252Fconfig.yaml, job%2Fconfig.yaml",
    "a+b.yaml, a+b.yaml",
  })
  void answersCallItByWhatWasReceivedEncodedOnce(String raw, String echo) {
    assertThat(ResourceUri.fromPath(raw).echo()).isEqualTo(echo);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "%2F",
        ".",
        "..",
        "../secret",
        "a/../b",
        "a..b",
        "%2E%2E%2Fsecret",
        "%252E%252E%252Fsecret",
        "%252e%252e/secret",
        "~/x",
        "%7Eroot",
        "%257Eroot",
        ".git/config",
        ".GIT/config",
        "a/.git/hooks/post-commit",
        "%2Egit%2Fconfig",
        "%252Egit%252Fconfig",
        ".git%20/config",
        ".git./config",
        "GIT~1/config",
        ".g%E2%80%8Cit/config",
        "a%00b",
        "a%0Ab",
        "a%5Cb",
        "100%",
        "100%25",
        "%zz",
        "%C3",
        "%25C3"
      })
  void whatCouldLeaveTheLevelOrTouchGitIsRefused(String raw) {
    assertThatThrownBy(() -> ResourceUri.fromPath(raw))
        .isInstanceOfSatisfying(Refusal.class, refusal -> {
          assertThat(refusal.status()).isEqualTo(400);
          assertThat(refusal).hasMessage("invalid resource uri");
        });
  }

  @Test
  void aPathInABodyIsTakenAsItIs() {
    assertThat(ResourceUri.fromBody("/a+b%2F c.txt").path()).isEqualTo("a+b%2F c.txt");
  }

  @Test
  void pathsLongerThanAFileSystemTakesAreRefused() {
    String longest = "a".repeat(255) + "/" + "b".repeat(255);

    assertThat(ResourceUri.fromBody(longest).path()).isEqualTo(longest);
    assertThatThrownBy(() -> ResourceUri.fromBody("a".repeat(256))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> ResourceUri.fromBody("ab/".repeat(400))).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource({
    "helm/cart.tgz, helm/cart, cart",
    "charts/helm/cart.tgz, charts/helm/cart, cart",
    "helm/cart.v2.tgz, helm/cart.v2, cart.v2",
  })
  void archivesInHelmFoldersAreCharts(String uri, String folder, String name) {
    assertThat(ResourceUri.fromBody(uri).chartFolder()).contains(folder);
    assertThat(ResourceUri.fromBody(uri).chartName()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cart.tgz", "helm/cart/x.tgz", "myhelm/cart.tgz", "helm/cart.tar", "helm/.tgz"})
  void otherFilesAreNot(String uri) {
    assertThat(ResourceUri.fromBody(uri).chartFolder()).isEmpty();
  }

  @Property
  void whateverIsAcceptedStaysInsideItsLevel(@ForAll @StringLength(max = 40) String raw) {
    String path;
    try {
      path = ResourceUri.fromPath(raw).path();
    } catch (Refusal refused) {
      assertThat(refused.status()).isEqualTo(400);
      return;
    }

    assertThat(path).isNotEmpty().doesNotStartWith("/").doesNotEndWith("/");
    assertThat(path.split("/"))
        .noneMatch(segment -> segment.isEmpty() || segment.matches("\\.+|(?i)\\.git"));
  }

  @Property
  void everyUsableNameCanBeReachedInTheFormsOfClients(@ForAll @StringLength(max = 30) String name) {
    String path;
    try {
      path = ResourceUri.fromBody(name).path();
    } catch (Refusal unusable) {
      return;
    }
    String once = URLEncoder.encode(path, StandardCharsets.UTF_8);
    String twice = URLEncoder.encode(once, StandardCharsets.UTF_8);

    assertThat(ResourceUri.fromPath(twice).path()).isEqualTo(path);
    if (!path.contains("%") && !path.contains("+")) {
      assertThat(ResourceUri.fromPath(once).path()).isEqualTo(path);
    }
  }
}
