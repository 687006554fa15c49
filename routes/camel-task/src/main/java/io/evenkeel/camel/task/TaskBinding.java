package io.evenkeel.camel.task;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;

/**
 * Between a task and an exchange.
 *
 * <p>In: the body is the event's data, {@code CamelCloudEvent…} headers carry its envelope,
 * {@code Keptn…} headers its scope. Out: {@code KeptnResult}, {@code KeptnStatus},
 * {@code KeptnMessage} and {@code KeptnData} (a map, put into the data under the task's name), set
 * as headers or as exchange properties; none is required.
 */
final class TaskBinding {

  private static final List<String> RESULTS = List.of("pass", "warning", "fail");
  private static final List<String> STATUSES =
      List.of("succeeded", "errored", "aborted", "unknown");

  private TaskBinding() {}

  static void write(Work work, Exchange exchange) {
    KeptnEvent event = work.event();
    Message message = exchange.getMessage();
    message.setBody(event.data());
    message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_ID, event.id());
    message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, "1.0");
    message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, event.type());
    message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, event.source());
    message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_TIME, event.time().toString());
    message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE, event.contentType());
    message.setHeader("KeptnProject", event.project());
    message.setHeader("KeptnStage", event.stage());
    message.setHeader("KeptnService", event.service());
    message.setHeader("KeptnLabels", event.labels());
    message.setHeader("KeptnContext", event.context());
    message.setHeader("KeptnEventId", event.id());
    message.setHeader("KeptnGitCommitId", event.gitCommitId());
    message.setHeader("KeptnTask", EventType.of(event.type()).task());
    message.setHeader("KeptnResumed", work.resumed());
    WorkTraces.bind(work, exchange);
  }

  /**
   * The data of {@code finished}.
   *
   * @throws IllegalArgumentException if the route set something that is not allowed
   */
  static Map<String, Object> finished(Exchange exchange) {
    KeptnEvent event = Objects.requireNonNull(WorkTraces.of(exchange)).event();
    Map<String, Object> data = CommonData.scope(event);
    data.put("status", one(exchange, "KeptnStatus", "succeeded", STATUSES));
    data.put("result", one(exchange, "KeptnResult", "pass", RESULTS));
    Object message = value(exchange, "KeptnMessage");
    if (message != null) {
      data.put("message", message.toString());
    }
    Object block = value(exchange, "KeptnData");
    if (block != null) {
      data.put(EventType.of(event.type()).task(), json(block));
    }
    return data;
  }

  private static String one(
      Exchange exchange, String name, String otherwise, List<String> allowed) {
    Object given = value(exchange, name);
    String text = given == null ? otherwise : given.toString();
    if (!allowed.contains(text)) {
      throw new IllegalArgumentException("the route set %s to \"%s\"; allowed are %s"
          .formatted(name, text, String.join(", ", allowed)));
    }
    return text;
  }

  private static Map<String, Object> json(Object block) {
    if (!(block instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("the route set KeptnData to a %s; it must be a map"
          .formatted(block.getClass().getName()));
    }
    return Json.parseObject(Json.write(map));
  }

  private static @Nullable Object value(Exchange exchange, String name) {
    Object header = exchange.getMessage().getHeader(name);
    return header != null ? header : exchange.getProperty(name);
  }
}
