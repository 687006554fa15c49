package io.evenkeel.playground.images;

import io.evenkeel.playground.cluster.Container;
import io.evenkeel.playground.cluster.ContainerRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * An image whose program runs to its end on a thread of its own, where it may block; at most
 * {@value #CONTAINERS_MAX} do so at once, others wait. Stopping the container interrupts the
 * thread.
 */
public final class BatchImage implements Image {

  private static final int CONTAINERS_MAX = 16;
  private static final int FAILED = 1;

  private static final ThreadPoolExecutor THREADS = threads();

  /** A program; it may block. */
  @FunctionalInterface
  public interface Program {

    /** Runs to the end and returns the exit code. An exception is logged and ends it with 1. */
    int run(ContainerRequest request, ContainerLog log) throws Exception;
  }

  /** A program that needs no more than its environment and its volumes. */
  @FunctionalInterface
  public interface Script {

    /**
     * Runs to the end and returns the exit code.
     *
     * @param mounts mount path to the host directory that stands in for it
     */
    int run(Map<String, String> env, Map<String, Path> mounts, ContainerLog log) throws Exception;
  }

  private final Program program;

  private BatchImage(Program program) {
    this.program = program;
  }

  public static BatchImage of(Program program) {
    return new BatchImage(program);
  }

  public static BatchImage ofScript(Script script) {
    return new BatchImage((request, log) -> script.run(request.env(), request.mounts(), log));
  }

  @Override
  public Container start(ContainerRequest request) {
    ContainerLog log = new ContainerLog();
    BatchContainer container = new BatchContainer(log);
    Future<?> work = THREADS.submit(() -> container.exited(run(request, log)));
    container.onStop(() -> work.cancel(true));
    return container;
  }

  private int run(ContainerRequest request, ContainerLog log) {
    try {
      return program.run(request, log);
    } catch (InterruptedException stopped) {
      return Container.STOPPED;
    } catch (Exception failure) {
      log.print("Error: " + describe(failure));
      return FAILED;
    }
  }

  private static String describe(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  private static ThreadPoolExecutor threads() {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
        CONTAINERS_MAX, CONTAINERS_MAX, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
          Thread thread = new Thread(work, "playground-container");
          thread.setDaemon(true);
          return thread;
        });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
