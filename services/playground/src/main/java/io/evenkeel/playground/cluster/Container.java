package io.evenkeel.playground.cluster;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** One running (or ended) container. Futures may complete and lines may arrive on any thread. */
public interface Container {

  /** Exit code of a container that was stopped before it ended by itself: 128 + SIGKILL. */
  int STOPPED = 137;

  /**
   * Completes with the exit code when the container ends, {@link #STOPPED} when it was stopped; a
   * failed future counts as exit code 128 with the failure's message.
   */
  Future<Integer> exit();

  /** Completes once the container serves; at once for one that serves nothing, such as a Job's. */
  Future<Void> ready();

  /** Loopback port that stands in for {@code podIP:containerPort}; empty if nothing listens. */
  OptionalInt hostPort(int containerPort);

  /** Everything printed so far, lines ended by {@code \n}; bounded, the newest kept. */
  String logs();

  /**
   * Hands every line (without its end) to {@code line}, from the first one that is still kept: what
   * was printed before this call is replayed first, so that no line is lost or doubled.
   */
  void onLog(Consumer<String> line);

  /** Asks the container to end and makes it end after {@code grace}; {@link #exit} then fires. */
  void stop(Duration grace);
}
