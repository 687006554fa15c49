package io.evenkeel.shipyard;

import io.evenkeel.kit.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A running controller that all tests of a class share; each has a project of its own in it. */
final class SharedWorld implements BeforeAllCallback, AfterAllCallback {

  private final Map<String, String> environment;
  private @Nullable Path directory;
  private @Nullable World world;

  private SharedWorld(Map<String, String> environment) {
    this.environment = environment;
  }

  static SharedWorld open() {
    return new SharedWorld(Map.of());
  }

  static SharedWorld with(Map<String, String> environment) {
    return new SharedWorld(environment);
  }

  World world() {
    return Objects.requireNonNull(world, "not started");
  }

  /** A run of {@code <stage>.<sequence>} in a new project with the shipyard of that name. */
  CaseRun run(String shipyard, String sequence) {
    return CaseRun.of(world(), shipyard, sequence);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path created = Files.createTempDirectory("world");
    directory = created;
    world = new World(created, environment);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    world().close();
    FileTree.delete(Objects.requireNonNull(directory));
  }
}
