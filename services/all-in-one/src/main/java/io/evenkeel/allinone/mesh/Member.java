package io.evenkeel.allinone.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One process of the mesh: started, asked how it is, started again when it dies. */
final class Member {

  /** How it is. */
  enum State {
    STARTING,
    READY,
    /** Waits to take over from the replica that has the files. */
    STANDBY,
    /** Alive, and not ready: the store is away, or it hangs. */
    UNREADY,
    /** Dead; it is started again after a pause. */
    DEAD,
    STOPPED
  }

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** One that lived this long was not broken from the start. */
  private static final Duration PROVEN = Duration.ofSeconds(20);

  private final MemberPlan plan;
  private final Path log;
  private final Probe probe;
  private @Nullable Process process;
  private State state = State.DEAD;
  private Instant since = Instant.EPOCH;
  private Instant startedAt = Instant.EPOCH;
  private Duration pause = FIRST_PAUSE;
  private int starts;

  Member(MemberPlan plan, Path logs) {
    this.plan = plan;
    this.log = logs.resolve(plan.name() + ".log");
    this.probe = new Probe(plan.healthPort());
  }

  String name() {
    return plan.name();
  }

  Path log() {
    return log;
  }

  synchronized State state() {
    return state;
  }

  synchronized Instant since() {
    return since;
  }

  synchronized long pid() {
    return process == null ? 0 : process.pid();
  }

  synchronized int restarts() {
    return Math.max(0, starts - 1);
  }

  boolean isUp() {
    State now = state();
    return now == State.READY || now == State.STANDBY;
  }

  /** Looks after it at {@code now}; returns whether its state changed. */
  synchronized boolean look(Instant now) {
    State before = state;
    if (state == State.STOPPED) {
      return false;
    }
    if (process == null || !process.isAlive()) {
      reviveWhenDue(now);
    } else {
      enter(asked(), now);
    }
    return before != state;
  }

  private void reviveWhenDue(Instant now) {
    if (state != State.DEAD) {
      boolean proven = Duration.between(startedAt, now).compareTo(PROVEN) > 0;
      pause = proven ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
      enter(State.DEAD, now);
    }
    if (starts == 0 || Duration.between(since, now).compareTo(pause) >= 0) {
      start(now);
    }
  }

  private void start(Instant now) {
    try {
      ProcessBuilder builder = plan.process();
      builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
      process = builder.start();
    } catch (IOException unstartable) {
      throw new UncheckedIOException(name() + " can not be started", unstartable);
    }
    starts++;
    startedAt = now;
    enter(State.STARTING, now);
  }

  private State asked() {
    State answer = probe.ask();
    return answer == State.UNREADY && state == State.STARTING ? State.STARTING : answer;
  }

  private void enter(State next, Instant now) {
    if (next != state) {
      state = next;
      since = now;
    }
  }

  /** SIGTERM; {@link #awaitEnd} says when it has drained. */
  synchronized void terminate() {
    state = State.STOPPED;
    if (process != null) {
      process.destroy();
    }
  }

  /** Waits until {@code end}, then kills. */
  void awaitEnd(Instant end) {
    Process running = process;
    if (running == null) {
      return;
    }
    try {
      long left = Math.max(1, Duration.between(Instant.now(), end).toMillis());
      if (!running.waitFor(left, TimeUnit.MILLISECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
