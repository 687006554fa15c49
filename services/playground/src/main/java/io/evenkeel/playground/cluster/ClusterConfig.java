package io.evenkeel.playground.cluster;

import java.nio.file.Path;
import java.time.Clock;

/**
 * Where a cluster lives.
 *
 * @param directory keeps everything that survives a restart; made if it is missing
 * @param port of the API on 127.0.0.1; 0 picks a free one
 * @param clock gives every time stamp
 */
public record ClusterConfig(Path directory, int port, Clock clock) {

  /** Refuses a port outside 0 to 65535. */
  public ClusterConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
  }
}
