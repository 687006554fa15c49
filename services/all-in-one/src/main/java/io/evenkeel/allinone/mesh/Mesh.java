package io.evenkeel.allinone.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The processes of a mesh, looked after by a thread: what dies is started again, what changes is
 * shown. {@link #close} ends them all within {@link #STOP}.
 */
public final class Mesh implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(32);

  private final List<Member> members;
  private final MeshView view;
  private final Thread keeper;
  private volatile boolean closed;

  private Mesh(List<Member> members, MeshView view) {
    this.members = members;
    this.view = view;
    // Not a daemon: nothing else keeps this process alive once everything is started.
    this.keeper = new Thread(this::keep, "mesh");
  }

  static Mesh start(MeshPlan plan, MeshView view, Path logs) {
    clear(plan.data().resolve("cluster"));
    List<Member> members =
        plan.members().stream().map(member -> new Member(member, logs)).toList();
    Mesh mesh = new Mesh(members, view);
    mesh.keeper.start();
    return mesh;
  }

  /**
   * Waits until every process is ready.
   *
   * @throws IllegalStateException naming those that are not when it takes too long
   */
  void awaitReady() {
    Instant end = Instant.now().plus(START);
    while (!members.stream().allMatch(Member::isUp)) {
      if (closed || Instant.now().isAfter(end)) {
        throw new IllegalStateException("not ready: "
            + members.stream()
                .filter(member -> !member.isUp())
                .map(member -> member.name() + " (see " + member.log() + ")")
                .toList());
      }
      LockSupport.parkNanos(LOOK.toNanos() / 5);
    }
  }

  private void keep() {
    while (!closed) {
      Instant now = Instant.now();
      for (Member member : members) {
        if (!closed && member.look(now)) {
          view.changed(member);
        }
      }
      view.draw(members, now);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      keeper.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    members.forEach(Member::terminate);
    Instant end = Instant.now().plus(STOP);
    members.forEach(member -> member.awaitEnd(end));
  }

  /** What an earlier mesh left there would be looked for in vain. */
  private static void clear(Path directory) {
    try {
      Files.createDirectories(directory);
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }
}
