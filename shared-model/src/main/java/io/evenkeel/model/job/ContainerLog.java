package io.evenkeel.model.job;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The output of one terminated container of a job.
 *
 * <p>Source: job-executor.md §11.4.
 *
 * @param reason why it terminated, {@code Completed} if all went well
 * @param message its termination message, may be empty
 * @param output what it wrote, or {@link #unreadable}
 */
public record ContainerLog(
    String pod,
    String container,
    boolean init,
    String reason,
    String message,
    int exitCode,
    String output) {

  /** Most bytes of logs an event carries; the end is kept. */
  public static final int LIMIT = 64 * 1024;

  private static final String COMPLETED = "Completed";

  /** Stands in for output that cannot be read. */
  public static String unreadable(String error) {
    return "Unable to query logs of container: " + error;
  }

  /**
   * Returns the logs of a job's containers, given in the order of their pods: init containers
   * first, and only if something went wrong; those without output are left out.
   */
  public static String render(List<ContainerLog> logs) {
    boolean failed = logs.stream().anyMatch(log -> !log.reason().equals(COMPLETED));
    String inits = failed ? joined(logs, true) : "";
    return tail(inits + joined(logs, false));
  }

  private static String joined(List<ContainerLog> logs, boolean init) {
    return logs.stream()
        .filter(log -> log.init() == init && !log.output().isEmpty())
        .map(log -> "%s:\n%s\n\n".formatted(log.title(), log.output()))
        .collect(Collectors.joining());
  }

  private String title() {
    String title = "Container %s of pod %s".formatted(container, pod);
    if (reason.equals(COMPLETED)) {
      return title;
    }
    String detail = message.isEmpty() ? "ExitCode: " + exitCode : "Message: " + message;
    return "%s terminated with an error (Reason: %s, %s)".formatted(title, reason, detail);
  }

  private static String tail(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LIMIT) {
      return text;
    }
    int start = bytes.length - LIMIT;
    while ((bytes[start] & 0xC0) == 0x80) {
      start++; // Not in the middle of a character.
    }
    return "[the first %d bytes are left out]\n".formatted(start)
        + new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }
}
