package io.evenkeel.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Processor time used up to a moment, in seconds.
 *
 * @param nanos the moment, of {@link System#nanoTime()}
 * @param server by the processes of the server
 * @param database by those of PostgreSQL
 * @param client by this process, which makes the load
 * @param machine by everything on this machine
 */
record Usage(long nanos, double server, double database, double client, double machine) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** What was used from {@code before} until this. */
  Usage since(Usage before) {
    return new Usage(
        nanos - before.nanos,
        server - before.server,
        database - before.database,
        client - before.client,
        machine - before.machine);
  }

  double seconds() {
    return nanos / NANOS_PER_SECOND;
  }

  /** How many processors the server and its database kept busy. */
  double serverCores() {
    return (server + database) / seconds();
  }

  private double own() {
    return server + database + client;
  }

  /**
   * Processor time for each of {@code count} things, split, and what else the machine did.
   *
   * @param most what a thing may cost in milliseconds; NaN if nothing was promised
   */
  List<Figure> perThing(double count, double most) {
    double millis = 1000 / Math.max(1, count);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Double.isNaN(most)
            ? Figure.of("cpu_ms", own() * millis, "ms")
            : Figure.atMost("cpu_ms", own() * millis, "ms", most));
    figures.add(Figure.of("cpu_ms_server", server * millis, "ms"));
    figures.add(Figure.of("cpu_ms_database", database * millis, "ms"));
    figures.add(Figure.of("cpu_ms_client", client * millis, "ms"));
    figures.addAll(share());
    return figures;
  }

  /** How many processors this and all other work kept busy. */
  List<Figure> share() {
    return List.of(
        Figure.of("own_cores", own() / seconds(), ""),
        Figure.of("other_cores", Math.max(0, machine - own()) / seconds(), ""));
  }
}
