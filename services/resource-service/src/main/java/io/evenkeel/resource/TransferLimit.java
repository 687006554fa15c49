package io.evenkeel.resource;

import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends a transfer that never stalls but takes too long. */
final class TransferLimit extends EmptyProgressMonitor {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final long end = System.nanoTime() + LONGEST.toNanos();

  @Override
  public boolean isCancelled() {
    return System.nanoTime() - end > 0;
  }
}
