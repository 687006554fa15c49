package io.evenkeel.camel.task;

import io.evenkeel.kit.Completion;
import io.evenkeel.kit.Database;
import io.evenkeel.kit.Dialect;
import io.evenkeel.kit.Migrations;
import io.evenkeel.kit.Outbox;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Subscription;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Offers each event to the attached executors and sees to it that what one of them accepts is done.
 *
 * <p>Acceptance, the {@code started} event and the acknowledgement of the delivery are one
 * transaction, so a delivery never lasts as long as the work. The end and the {@code finished}
 * event are another, which only the owner of the work can make. Ids are derived from the event
 * answered, so nothing appears twice whatever is repeated.
 */
public final class TaskDispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(TaskDispatcher.class);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration RENEWAL = Duration.ofSeconds(8);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Platform platform;
  private final Subscription subscription;
  private final String owner = UUID.randomUUID().toString();
  private final Map<String, TaskExecutor> executors = new ConcurrentHashMap<>();
  private final RunningWork running = new RunningWork();
  private final WorkTraces traces;
  private volatile boolean stopped;

  public TaskDispatcher(Platform platform, Subscription subscription) {
    this.platform = platform;
    this.subscription = subscription;
    this.traces = new WorkTraces(platform.tracing(), platform.clock());
  }

  /**
   * Prepares the store for dispatchers; once per process, before the first is started. What an
   * earlier process left undone in the embedded store may be resumed at once.
   */
  public static Future<Void> prepare(Database database) {
    return Migrations.apply(database, "camel-task")
        .compose(migrated -> database.dialect() == Dialect.SQLITE
            ? database.transaction(WorkTable::expireAll)
            : Future.succeededFuture());
  }

  /** Has events wait for this dispatcher, which is not ready to hear them yet. */
  public Future<Void> enlist() {
    return platform.mesh().enlist(subscription);
  }

  /** Starts hearing events. Attach executors first, so that none misses an event. */
  public Future<Void> start() {
    return platform
        .mesh()
        .subscribe(subscription, this::mayWant, this::offer)
        .onSuccess(ready -> platform.vertx().setPeriodic(RENEWAL.toMillis(), tick -> renew()));
  }

  /** Stops without reporting what is running: it is resumed by the next process. */
  public void stop() {
    stopped = true;
  }

  /**
   * After {@link #stop} and the end of what ran: others need not wait for the leases to end. A
   * courtesy only: where the store is closed already, the leases end by themselves.
   */
  public Future<Void> handBack() {
    return platform
        .database()
        .transaction(client -> WorkTable.renew(client, owner, Instant.EPOCH))
        .otherwise(unreachable -> {
          LOG.atDebug()
              .addKeyValue("error", String.valueOf(unreachable.getMessage()))
              .log("leases were not handed back");
          return null;
        });
  }

  /** Adds {@code executor}, or replaces the one of the same name, and resumes its work. */
  public void attach(TaskExecutor executor) {
    executors.put(executor.name(), executor);
    resume(executor);
  }

  /**
   * Takes an executor away for good; its unfinished work waits until one of its name is attached.
   * An executor that is only being replaced stays, so that no event is missed in between.
   */
  public void forget(String executor) {
    executors.remove(executor);
  }

  /** What comes while this stops waits for the next start. */
  private boolean mayWant(KeptnEvent event) {
    return stopped || executors.values().stream().anyMatch(each -> each.mayAccept(event));
  }

  private Future<Completion> offer(KeptnEvent event) {
    if (stopped) {
      return Future.failedFuture(subscription.subscriber() + " is stopping");
    }
    List<Future<Optional<Accepted>>> answers = new ArrayList<>();
    executors.values().forEach(executor -> answers.add(ask(executor, event)));
    return Future.all(answers).map(decided -> complete(answers));
  }

  private Future<Optional<Accepted>> ask(TaskExecutor executor, KeptnEvent event) {
    return executor
        .accept(event)
        .map(answer -> answer.map(acceptance -> {
          Work work = new Work(
              executor.name(),
              event,
              acceptance.details(),
              acceptance.answers(),
              platform.clock().instant(),
              false);
          return new Accepted(executor, acceptance, work);
        }));
  }

  private Completion complete(List<Future<Optional<Accepted>>> answers) {
    List<Accepted> accepted =
        answers.stream().flatMap(answer -> answer.result().stream()).toList();
    return accepted.isEmpty()
        ? Completion.nothing()
        : outbox -> {
          Future<Void> done = Future.succeededFuture();
          for (Accepted one : accepted) {
            done = done.compose(previous -> record(outbox, one));
          }
          return done;
        };
  }

  private Future<Void> record(Outbox outbox, Accepted accepted) {
    Work work = accepted.work();
    if (work.answered()) {
      outbox.publish(answer(work, "started", accepted.acceptance().started()));
    }
    return WorkTable.add(outbox.client(), work, owner, leaseEnd())
        .onSuccess(isNew -> {
          if (isNew) {
            outbox.afterCommit(() -> perform(accepted.executor(), work));
          }
        })
        .mapEmpty();
  }

  private void perform(TaskExecutor executor, Work work) {
    if (stopped || !running.begin(work)) {
      return;
    }
    Future.succeededFuture(work)
        .compose(begun -> traces.during(begun, () -> executor.perform(begun)))
        .onSuccess(data -> finish(work, data))
        .onFailure(failure -> {
          if (isInterrupted(failure)) {
            performLater(work);
          } else {
            finish(work, errored(work, failure));
          }
        });
  }

  /** The executor was taken away, say because its route changed: that is not the task's failure. */
  private void performLater(Work work) {
    running.end(work);
    platform.vertx().setTimer(RETRY.toMillis(), due -> {
      TaskExecutor current = executors.get(work.executor());
      if (current != null) {
        resume(current);
      }
    });
  }

  private boolean isInterrupted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RejectedExecutionException) {
        return true;
      }
    }
    return stopped;
  }

  private void finish(Work work, Map<String, Object> data) {
    if (stopped) {
      return;
    }
    platform
        .mesh()
        .transaction(outbox -> WorkTable.remove(outbox.client(), work, owner).map(mine -> {
          if (mine && work.answered()) {
            outbox.publish(answer(work, "finished", data));
          }
          return mine;
        }))
        .onSuccess(mine -> running.end(work))
        .onFailure(unstored -> finishLater(work, data, unstored));
  }

  private void finishLater(Work work, Map<String, Object> data, Throwable cause) {
    log(work, cause).log("the end of a task could not be stored, will be tried again");
    platform.vertx().setTimer(RETRY.toMillis(), due -> finish(work, data));
  }

  private void resume(TaskExecutor executor) {
    if (stopped) {
      return;
    }
    Instant now = platform.clock().instant();
    WorkTable.idle(platform.database().reader(), executor.name(), owner, now)
        .onSuccess(works -> works.stream()
            .filter(work -> !running.contains(work))
            .forEach(work -> claim(executor, work, now)))
        .onFailure(cause -> LOG.atWarn().setCause(cause).log("could not look for work to resume"));
  }

  private void claim(TaskExecutor executor, Work work, Instant now) {
    platform
        .database()
        .transaction(client -> WorkTable.claim(client, work, owner, now, leaseEnd()))
        .onSuccess(mine -> {
          if (mine) {
            log(work, null).log("resuming a task");
            perform(executor, work);
          }
        });
  }

  private void renew() {
    if (stopped) {
      return;
    }
    platform
        .database()
        .transaction(client -> WorkTable.renew(client, owner, leaseEnd()))
        .onSuccess(renewed -> executors.values().forEach(this::resume))
        .onFailure(cause -> LOG.atWarn().setCause(cause).log("leases could not be renewed"));
  }

  private Instant leaseEnd() {
    return platform.clock().instant().plus(LEASE);
  }

  private KeptnEvent answer(Work work, String kind, Map<String, Object> data) {
    return work.event().answer(kind, work.executor(), platform.clock().instant(), data);
  }

  private static Map<String, Object> errored(Work work, Throwable failure) {
    log(work, failure).log("a task failed");
    Map<String, Object> data = CommonData.scope(work.event());
    data.put("status", "errored");
    data.put("result", "fail");
    data.put("message", Objects.toString(failure.getMessage(), failure.toString()));
    return data;
  }

  private static LoggingEventBuilder log(Work work, @Nullable Throwable error) {
    var entry = error == null ? LOG.atInfo() : LOG.atWarn().addKeyValue("error", error.toString());
    return entry
        .addKeyValue("executor", work.executor())
        .addKeyValue("context", work.event().context())
        .addKeyValue("project", work.event().project())
        .addKeyValue("stage", work.event().stage())
        .addKeyValue("service", work.event().service())
        .addKeyValue("eventId", work.event().id());
  }

  private record Accepted(TaskExecutor executor, Acceptance acceptance, Work work) {}
}
