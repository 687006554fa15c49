package io.evenkeel.bench;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A directory with a store that was filled once and is used again: {@code seeded.json} says with
 * what, {@code data} is the server's.
 */
final class SeededStore {

  private static final String NOTE = "seeded.json";

  private final Path directory;
  private final String address;
  private final Function<Path, ServerUnderTest> starter;
  private final PrintStream progress;

  /** {@code address} is that of a PostgreSQL, or {@code ""} for the embedded store. */
  SeededStore(
      Path directory,
      String address,
      Function<Path, ServerUnderTest> starter,
      PrintStream progress) {
    this.directory = directory;
    this.address = address;
    this.starter = starter;
    this.progress = progress;
  }

  /** Where the server finds it. */
  Path data() {
    return directory.resolve("data");
  }

  /** Fills it with runs that are over, unless it is. */
  void ended(SeedPlan plan, Loop loop, Function<ServerUnderTest, Api> client) {
    if (isThere("ended", plan)) {
      return;
    }
    List<Specimens.Specimen> specimens =
        prepared(plan, loop, client, one -> one.run((double) plan.events() / plan.sequences()));
    fill("ended", plan, seeding -> seeding.fillEnded(plan, specimens));
  }

  /** Fills it with runs that wait, unless it is. */
  void waiting(SeedPlan plan, Loop loop, Function<ServerUnderTest, Api> client) {
    if (isThere("waiting", plan)) {
      return;
    }
    Specimens.Waiting specimens = prepared(plan, loop, client, Specimens::waiting);
    fill("waiting", plan, seeding -> seeding.fillWaiting(plan, specimens));
  }

  private boolean isThere(String what, SeedPlan plan) {
    Path note = directory.resolve(NOTE);
    if (!Files.exists(note)) {
      return false;
    }
    try {
      Map<String, Object> seeded = Json.parseObject(Files.readString(note));
      if (!seeded.equals(Json.parseObject(Json.write(note(what, plan))))) {
        throw new IllegalStateException(
            ("%s holds another store, %s, than the one asked for, %s; give the same sizes, or"
                    + " another directory with --seeded")
                .formatted(directory, Json.write(seeded), Json.write(note(what, plan))));
      }
      return true;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<String, Object> note(String what, SeedPlan plan) {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("runs", what);
    note.put("sequences", plan.sequences());
    note.put("events", plan.events());
    return note;
  }

  /** Lets the product make its tables, its projects and one run of every kind. */
  private <T> T prepared(
      SeedPlan plan,
      Loop loop,
      Function<ServerUnderTest, Api> client,
      Function<Specimens, T> specimens) {
    progress.printf(
        "seeding %s: %,d sequences, about %,d events%n",
        directory, plan.sequences(), plan.events());
    try {
      Files.createDirectories(directory);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    try (ServerUnderTest server = starter.apply(data())) {
      server.awaitFirstEvent();
      Specimens product = new Specimens(client.apply(server), loop);
      for (int project = 0; project < plan.projects(); project++) {
        product.createProject(SeedPlan.project(project), plan.serviceNames());
      }
      return specimens.apply(product);
    }
  }

  private void fill(String what, SeedPlan plan, Consumer<Seeding> fill) {
    long begun = System.nanoTime();
    try (BulkStore store = open()) {
      fill.accept(new Seeding(store));
      progress.printf(
          "seeded in %d s: %,d sequences, %,d events%n",
          Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
          store.count("sequence_state"),
          store.count("event_log"));
      Files.writeString(directory.resolve(NOTE), Json.write(note(what, plan)));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private BulkStore open() {
    return address.isEmpty()
        ? new SqliteBulk(data().resolve("evenkeel.db"))
        : new PostgresBulk(address);
  }
}
