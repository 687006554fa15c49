package io.evenkeel.allinone;

/** Ties a process of the mesh to the one that started it: alone it would be nobody's. */
final class ParentProcess {

  /** System property with the process id to follow. */
  static final String PROPERTY = "evenkeel.parent";

  private ParentProcess() {}

  /** Ends this process in good order when the one that is named ends, however that ends. */
  static void endWithIt() {
    Long parent = Long.getLong(PROPERTY);
    if (parent == null) {
      return;
    }
    Thread watch = new Thread(() -> awaitEnd(parent), "parent");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEnd(long parent) {
    ProcessHandle.of(parent).ifPresent(running -> running.onExit().join());
    System.exit(1);
  }
}
