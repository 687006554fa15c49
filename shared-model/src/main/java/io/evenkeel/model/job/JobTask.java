package io.evenkeel.model.job;

import io.evenkeel.model.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One container to run to its end. Absent texts are {@code ""}.
 *
 * <p>Source: job-executor.md §4.2.
 *
 * @param command the container's {@code command}, empty for the image's own
 * @param files resources of the service to place below {@code /keptn}
 * @param resources {@code null} where the installation's defaults apply
 * @param maxPollDuration seconds to wait for the end
 * @param namespace {@code ""} for the installation's
 * @param ttlSecondsAfterFinished seconds Kubernetes keeps the ended Job, at least 60
 * @param serviceAccount {@code null} for the installation's, {@code ""} for the namespace's
 * @param annotations of the Job only
 * @param securityContext the members the task sets, by their Kubernetes names
 */
public record JobTask(
    String name,
    String image,
    String imagePullPolicy,
    List<String> command,
    List<String> arguments,
    List<String> files,
    String workingDir,
    List<EnvEntry> env,
    @Nullable Resources resources,
    long maxPollDuration,
    String namespace,
    int ttlSecondsAfterFinished,
    @Nullable String serviceAccount,
    Map<String, String> annotations,
    Map<String, Object> securityContext) {

  static final long DEFAULT_POLL_DURATION = 300;
  static final int DEFAULT_TTL = 21_600;
  private static final int SHORTEST_TTL = 60;

  public JobTask {
    command = List.copyOf(command);
    arguments = List.copyOf(arguments);
    files = List.copyOf(files);
    env = List.copyOf(env);
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    securityContext = Json.freezeObject(securityContext);
    ttlSecondsAfterFinished = Math.max(SHORTEST_TTL, ttlSecondsAfterFinished);
  }

  /** The namespace its Job runs in, given the installation's. */
  public String namespaceOr(String installation) {
    return namespace.isEmpty() ? installation : namespace;
  }

  /** Names of the Kubernetes secrets whose keys become variables. */
  public List<String> secrets() {
    return env.stream()
        .filter(entry -> entry.valueFrom().equals(EnvEntry.SECRET))
        .map(EnvEntry::name)
        .distinct()
        .toList();
  }

  /**
   * An entry of {@code env}.
   *
   * @param value a literal, or the path of {@code valueFrom: event}
   * @param valueFrom {@code string}, {@code secret} or {@code event}; not checked here
   * @param as {@code json}, {@code yaml} or anything else for plain text
   */
  public record EnvEntry(String name, String value, String valueFrom, String as) {
    static final String LITERAL = "string";
    static final String SECRET = "secret";
    static final String EVENT = "event";
  }

  /** Quantities as written, not yet checked; {@code ""} where absent. */
  public record Resources(Amounts limits, Amounts requests) {}

  /** CPU and memory of one kind; {@code ""} leaves the entry out. */
  public record Amounts(String cpu, String memory) {
    public static final Amounts NONE = new Amounts("", "");
  }
}
