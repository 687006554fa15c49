package io.evenkeel.jobexecutor;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.ServiceApi;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.job.JobConfigLookup;
import io.evenkeel.model.job.JobPlan;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the people who use the log of integrations what is wrong with an event's configuration.
 *
 * <p>Source: job-executor.md §3: one entry per registration of that name; ours needs none, so
 * without any the entry bears the name itself.
 */
final class ReportClient {

  private static final Logger LOG = LoggerFactory.getLogger(ReportClient.class);
  private static final String CONTROLLER = "shipyard-controller";

  private final ServiceApi api;

  ReportClient(ServiceApi api) {
    this.api = api;
  }

  /** Always succeeds: a report that can't be delivered must not hold up the event. */
  Future<Void> report(KeptnEvent event, String message) {
    Map<String, Object> entry = JobConfigLookup.logEntry(event, message);
    return registrations()
        .compose(ids ->
            api.call(CONTROLLER, ApiRequest.of("createLogEntries", Map.of(), body(entry, ids))))
        .onSuccess(answer -> {
          if (!answer.succeeded()) {
            LOG.atWarn().addKeyValue("error", answer.body()).log("a report was not taken");
          }
        })
        .mapEmpty();
  }

  private Future<List<String>> registrations() {
    Map<String, String> name = Map.of("name", JobPlan.SOURCE);
    return api.call(CONTROLLER, new ApiRequest("getRegistrations", Map.of(), name, ""))
        .map(ReportClient::ids);
  }

  private static List<String> ids(ApiResponse answer) {
    List<String> ids = new ArrayList<>();
    if (answer.succeeded()) {
      Json.list(Json.parse(answer.body()))
          .forEach(registration -> ids.add(Json.text(Json.object(registration).get("id"))));
    }
    return ids.isEmpty() ? List.of(JobPlan.SOURCE) : ids;
  }

  private static String body(Map<String, Object> entry, List<String> ids) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (String id : ids) {
      Map<String, Object> own = new LinkedHashMap<>(entry);
      own.put("integrationid", id);
      entries.add(own);
    }
    return Json.write(Map.of("logs", entries));
  }
}
