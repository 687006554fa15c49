package io.evenkeel.playground.load;

import io.evenkeel.playground.load.LoadStatistics.RequestName;
import io.evenkeel.playground.load.LocustFile.Request;
import io.evenkeel.playground.load.LocustFile.Task;
import io.evenkeel.playground.load.LocustFile.UserClass;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One user: picks a task, carries it out, waits, again and again until told to stop. */
final class SimulatedUser {

  private final Vertx vertx;
  private final UserClass behaviour;
  private final LoadTarget.Connection connection;
  private final LoadStatistics statistics;
  private final Random random;
  private boolean stopped;

  SimulatedUser(
      Vertx vertx,
      UserClass behaviour,
      LoadTarget.Connection connection,
      LoadStatistics statistics,
      Random random) {
    this.vertx = vertx;
    this.behaviour = behaviour;
    this.connection = connection;
    this.statistics = statistics;
    this.random = random;
  }

  void start() {
    carryOut(behaviour.onStart()).onComplete(done -> nextTask());
  }

  /** Nothing is sent or counted any more, not even what is in flight. */
  void stop() {
    stopped = true;
  }

  private void nextTask() {
    if (stopped) {
      return;
    }
    long start = System.nanoTime();
    carryOut(pick(behaviour.tasks()).requests())
        .onComplete(done -> waitAfter(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
  }

  private void waitAfter(long spent) {
    long millis = behaviour.waitTime().next(spent, random::nextDouble);
    // At least one millisecond: a user without wait_time must leave the loop to the others.
    vertx.setTimer(Math.max(1, millis), timer -> nextTask());
  }

  /** The requests one after the other; a failed one does not keep the next from being sent. */
  private Future<Void> carryOut(List<Request> requests) {
    Future<Void> done = Future.succeededFuture();
    for (Request request : requests) {
      done = done.compose(previous -> send(request));
    }
    return done;
  }

  private Future<Void> send(Request request) {
    if (stopped) {
      return Future.succeededFuture();
    }
    long start = System.nanoTime();
    return connection
        .send(request)
        .map("")
        .otherwise(failure -> String.valueOf(failure.getMessage()))
        .onSuccess(error -> record(request, start, error))
        .mapEmpty();
  }

  private void record(Request request, long start, String error) {
    if (!stopped) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      statistics.record(new RequestName(request.method(), request.name()), (int) millis, error);
    }
  }

  private Task pick(List<Task> tasks) {
    int total = tasks.stream().mapToInt(Task::weight).sum();
    int chosen = random.nextInt(Math.max(1, total));
    for (Task task : tasks) {
      chosen -= task.weight();
      if (chosen < 0) {
        return task;
      }
    }
    return tasks.get(0);
  }
}
