package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.Tree;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Answers {@code GET …/pods/NAME/log}: what {@code kubectl logs} and the fabric8 client ask. */
final class LogStream {

  private final Call call;
  private final HttpServerResponse response;
  private final Instant now;
  private Runnable stopFollowing = () -> {};

  /** For {@code call}, at the time {@code now}. */
  LogStream(Call call, HttpServerResponse response, Instant now) {
    this.call = call;
    this.response = response;
    this.now = now;
  }

  /**
   * Which container {@code call} is about.
   *
   * @throws StatusException 400 if the pod has none of that name, or several and none is named
   */
  static String container(Call call, KubeObject pod) {
    List<String> names = new ArrayList<>();
    for (String list : List.of("containers", "initContainers")) {
      Tree.objects(pod.spec().path(list))
          .forEach(one -> names.add(one.path("name").asText()));
    }
    String wanted = call.parameter("container");
    JsonNode containers = pod.spec().path("containers");
    if (wanted.isEmpty() && containers.size() == 1) {
      return containers.path(0).path("name").asText();
    }
    if (wanted.isEmpty()) {
      throw StatusException.badRequest(
          "a container name must be specified for pod %s, choose one of: %s"
              .formatted(pod.name(), names));
    }
    if (!names.contains(wanted)) {
      throw StatusException.badRequest(
          "container %s is not valid for pod %s".formatted(wanted, pod.name()));
    }
    return wanted;
  }

  /** Sends what was printed and, if the call follows, what is printed from now on. */
  void send(LogSource source) {
    response.setChunked(true).putHeader("Content-Type", "text/plain");
    String text = text(source.lines());
    if (!call.flag("follow")) {
      response.end(text);
      return;
    }
    response.write(text);
    response.closeHandler(closed -> stopFollowing.run());
    stopFollowing = source.follow(this::line, this::end);
  }

  private String text(List<LogSource.Line> lines) {
    List<LogSource.Line> recent =
        lines.stream().filter(line -> !line.time().isBefore(since())).toList();
    long tail = call.number("tailLines", recent.size());
    int from = (int) Math.max(0, recent.size() - Math.max(0, tail));
    StringBuilder text = new StringBuilder();
    recent.subList(from, recent.size()).forEach(line -> text.append(format(line)));
    long limit = call.number("limitBytes", text.length());
    return text.substring(0, (int) Math.min(text.length(), Math.max(0, limit)));
  }

  private Instant since() {
    if (!call.parameter("sinceTime").isEmpty()) {
      return Instant.parse(call.parameter("sinceTime"));
    }
    long seconds = call.number("sinceSeconds", -1);
    return seconds < 0 ? Instant.MIN : now.minusSeconds(seconds);
  }

  private String format(LogSource.Line line) {
    return (call.flag("timestamps") ? line.time() + " " : "") + line.text() + "\n";
  }

  /** A reader that does not read is let go rather than remembered for. */
  private void line(LogSource.Line line) {
    if (response.writeQueueFull()) {
      stopFollowing.run();
      end();
    } else {
      response.write(format(line));
    }
  }

  private void end() {
    if (!response.ended() && !response.closed()) {
      response.end();
    }
  }
}
