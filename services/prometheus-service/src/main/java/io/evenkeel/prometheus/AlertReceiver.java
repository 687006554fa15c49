package io.evenkeel.prometheus;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sli.AlertNotification;
import io.evenkeel.model.sli.AlertRemediation;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the webhook calls of Alertmanager and turns alerts into remediation events.
 *
 * <p>Source: prometheus.md §6. Alertmanager repeats a notification as long as the alert fires;
 * while the remediation it began is still running a repetition is dropped (remediation.md §6 R7).
 */
final class AlertReceiver {

  private static final Logger LOG = LoggerFactory.getLogger(AlertReceiver.class);
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int BAD_REQUEST = 400;

  private final Platform platform;
  private final OpenRemediations open;

  AlertReceiver(Platform platform) {
    this.platform = platform;
    this.open = new OpenRemediations(platform.database());
  }

  Future<ApiResponse> onCall(ApiRequest call) {
    AlertNotification notification;
    try {
      notification = AlertNotification.parse(call.body());
    } catch (IllegalArgumentException notJson) {
      LOG.atWarn()
          .addKeyValue("error", notJson.getMessage())
          .log("a call of Alertmanager is not readable");
      return Future.succeededFuture(ApiResponse.empty(OK));
    }
    if (notification.isResolved()) {
      return Future.succeededFuture(ApiResponse.empty(OK));
    }
    return notification.alerts().isEmpty()
        ? Future.succeededFuture(ApiResponse.error(BAD_REQUEST, "the notification has no alerts"))
        : remediate(notification.remediations(() -> UUID.randomUUID().toString()));
  }

  private Future<ApiResponse> remediate(List<AlertRemediation> remediations) {
    List<String> mistakes =
        remediations.stream().flatMap(alert -> alert.mistake().stream()).toList();
    mistakes.forEach(mistake -> LOG.atWarn().addKeyValue("error", mistake).log("alert ignored"));
    List<AlertRemediation> usable =
        remediations.stream().filter(alert -> alert.mistake().isEmpty()).toList();
    return usable.isEmpty() && !mistakes.isEmpty()
        ? Future.succeededFuture(ApiResponse.error(BAD_REQUEST, mistakes.get(0)))
        : publish(usable).map(published -> ApiResponse.empty(CREATED));
  }

  private Future<Void> publish(List<AlertRemediation> remediations) {
    List<Future<List<KeptnEvent>>> fresh = new ArrayList<>();
    remediations.forEach(remediation -> fresh.add(event(remediation)));
    return Future.all(fresh)
        .map(found ->
            found.<List<KeptnEvent>>list().stream().flatMap(List::stream).toList())
        .compose(events -> platform.mesh().publish(events));
  }

  private Future<List<KeptnEvent>> event(AlertRemediation remediation) {
    return open.isOpen(remediation)
        .map(isOpen -> isOpen ? dropped(remediation) : List.of(toEvent(remediation)));
  }

  private static List<KeptnEvent> dropped(AlertRemediation remediation) {
    LOG.atInfo()
        .addKeyValue("context", remediation.context())
        .addKeyValue("project", remediation.project())
        .addKeyValue("stage", remediation.stage())
        .addKeyValue("service", remediation.service())
        .log("the alert fires again while its remediation runs, nothing to do");
    return List.of();
  }

  private KeptnEvent toEvent(AlertRemediation remediation) {
    return KeptnEvent.of(
            UUID.randomUUID().toString(),
            remediation.type(),
            AlertRemediation.SOURCE,
            platform.clock().instant(),
            remediation.context(),
            remediation.data())
        .withSpecVersion(KeptnEvent.SPEC_VERSION);
  }
}
