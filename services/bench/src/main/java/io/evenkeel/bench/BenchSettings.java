package io.evenkeel.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure and how.
 *
 * @param scenarios their names, in order; empty for all
 * @param endpoint the API of a server that runs already, or null to start one
 * @param token for {@code endpoint}
 * @param launcher the command {@code evenkeel}, which starts servers
 * @param mesh whether the server is a mesh of processes instead of one
 * @param store address of a PostgreSQL, or {@code ""} for the embedded store
 * @param storeName what the report calls the store
 * @param processes ids of processes that belong to the server but were not started here
 * @param duration of each measurement
 * @param warmUp of the same load before it
 * @param poll pause between two polls of the executor; zero for long polling
 * @param inFlight runs at a time at saturation
 * @param queued runs in the scenario {@code queue}
 * @param seeded a directory with a large store, filled on first use, or null for one that is empty
 * @param sequences how many a large store holds
 * @param events how many a large store holds
 * @param json one document instead of tables
 */
public record BenchSettings(
    List<String> scenarios,
    @Nullable URI endpoint,
    String token,
    Path launcher,
    boolean mesh,
    String store,
    String storeName,
    List<Long> processes,
    Duration duration,
    Duration warmUp,
    Duration poll,
    int inFlight,
    int queued,
    @Nullable Path seeded,
    int sequences,
    int events,
    boolean json) {

  boolean isShared() {
    return mesh || !store.isEmpty();
  }
}
