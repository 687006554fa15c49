package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {

  private static final Map<String, String> SMALL =
      Map.of("EVENKEEL_RESOURCE_MAX_BYTES", "100", "EVENKEEL_RESOURCE_REQUEST_MAX_BYTES", "250");

  @TempDir
  Path directory;

  @Test
  void whatIsTooLargeIsRefusedWithTheSettingThatSaysSo() {
    try (RunningService service = RunningService.start(directory, SMALL).withShop()) {
      ApiResponse file = service.put(at("shop"), "a", "x".repeat(101));
      ApiResponse files =
          service.put(at("shop"), "a", "x".repeat(90), "b", "x".repeat(90), "c", "x".repeat(90));
      ApiResponse body = service.put(at("shop"), "a", "x".repeat(2000));

      assertThat(file.status()).isEqualTo(413);
      assertThat(file.message()).contains("100 bytes").contains("EVENKEEL_RESOURCE_MAX_BYTES");
      assertThat(files.status()).isEqualTo(413);
      assertThat(files.message()).contains("250 bytes").contains("_REQUEST_MAX_BYTES");
      assertThat(body.status()).isEqualTo(413);
      assertThat(service.put(at("shop"), "a", "x".repeat(100)).status()).isEqualTo(201);
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() ->
            ResourceConfig.from(Settings.of(Map.of("EVENKEEL_RESOURCE_REQUEST_MAX_BYTES", "10"))))
        .hasMessageContaining("EVENKEEL_RESOURCE_REQUEST_MAX_BYTES=10");
    assertThatThrownBy(
            () -> ResourceConfig.from(Settings.of(Map.of("DEFAULT_REMOTE_GIT_BRANCH", "a..b"))))
        .hasMessage("DEFAULT_REMOTE_GIT_BRANCH=a..b is not a branch name");
  }

  @Test
  void theOriginalsNameForTheDirectoryWorks() {
    ResourceConfig config = ResourceConfig.from(Settings.of(Map.of("CONFIG_DIR", "/data/config")));

    assertThat(config.directory()).isEqualTo(Path.of("/data/config"));
  }

  @Test
  void theCacheForgetsWhatWasUsedLongestAgo() {
    EntryCache cache = new EntryCache(700);
    ResourceEntry entry = ResourceEntry.file(new byte[60]);
    for (String path : new String[] {"a", "b", "c"}) {
      cache.put(key("shop", path), entry);
      cache.get(key("shop", "a"));
    }

    assertThat(cache.get(key("shop", "a"))).isEqualTo(entry);
    assertThat(cache.get(key("shop", "b"))).isNull();
    assertThat(cache.get(key("shop", "c"))).isEqualTo(entry);
    assertThat(cache.bytes()).isLessThanOrEqualTo(700);
  }

  @Test
  void theCacheForgetsAProjectAndTakesNothingLargerThanItself() {
    EntryCache cache = new EntryCache(1000);
    cache.put(key("shop", "large"), ResourceEntry.file(new byte[2000]));
    cache.put(key("shop", "a"), ResourceEntry.ABSENT);
    cache.put(key("other", "a"), ResourceEntry.FOLDER);

    cache.removeProject("shop");

    assertThat(cache.get(key("shop", "large"))).isNull();
    assertThat(cache.get(key("shop", "a"))).isNull();
    assertThat(cache.get(key("other", "a"))).isEqualTo(ResourceEntry.FOLDER);
  }

  private static EntryCache.Key key(String project, String path) {
    return new EntryCache.Key(project, "c", path, false);
  }
}
