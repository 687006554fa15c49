package io.evenkeel.cli.migrate;

import io.evenkeel.cli.Api;
import io.evenkeel.cli.ApiException;
import io.evenkeel.cli.ApiPath;
import io.evenkeel.model.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes over integrations with their subscriptions, which keep their ids, because webhooks are
 * configured by them; and names the secrets, whose values no API tells.
 */
final class IntegrationImport {

  private static final String REGISTRATIONS = "registration";

  private final Api source;
  private final Api target;
  private final Report report;

  IntegrationImport(Api source, Api target, Report report) {
    this.source = source;
    this.target = target;
    this.report = report;
  }

  /** Those with a subscription for any of {@code projects}, or for all projects. */
  void subscriptions(Set<String> projects) {
    List<Map<String, Object>> here = target.list(ApiPath.controlPlane("uniform", REGISTRATIONS)
        .where("includeExpired", "true")
        .toString());
    int integrations = 0;
    int fresh = 0;
    for (Map<String, Object> there :
        source.list(ApiPath.controlPlane("uniform", REGISTRATIONS).toString())) {
      List<Map<String, Object>> wanted = wanted(there, projects);
      if (!wanted.isEmpty()) {
        integrations++;
        fresh += take(there, wanted, here);
      }
    }
    report.moved("%d integrations, %d new subscriptions".formatted(integrations, fresh));
  }

  private static List<Map<String, Object>> wanted(
      Map<String, Object> integration, Set<String> projects) {
    return Json.list(integration.get("subscriptions")).stream()
        .map(Json::object)
        .filter(subscription -> concerns(subscription, projects))
        .toList();
  }

  private static boolean concerns(Map<String, Object> subscription, Set<String> projects) {
    List<String> named = Json.list(Json.at(subscription, "filter", "projects")).stream()
        .map(Json::text)
        .toList();
    return named.isEmpty() || named.stream().anyMatch(projects::contains);
  }

  private int take(
      Map<String, Object> there, List<Map<String, Object>> wanted, List<Map<String, Object>> here) {
    Optional<Map<String, Object>> known =
        here.stream().filter(other -> identity(other).equals(identity(there))).findFirst();
    Set<String> ids = new HashSet<>();
    known.ifPresent(registration -> Json.list(registration.get("subscriptions"))
        .forEach(subscription -> ids.add(Json.text(Json.object(subscription).get("id")))));
    List<Map<String, Object>> missing = wanted.stream()
        .filter(subscription -> !ids.contains(Json.text(subscription.get("id"))))
        .toList();
    if (missing.isEmpty() || report.isDryRun()) {
      return missing.size();
    }
    return add(there, missing);
  }

  private int add(Map<String, Object> there, List<Map<String, Object>> missing) {
    String name = Json.text(there.get("name"));
    int added = 0;
    try {
      String id = register(there);
      for (Map<String, Object> subscription : missing) {
        target.put(
            ApiPath.controlPlane(
                    "uniform", REGISTRATIONS, id, "subscription", Json.text(subscription.get("id")))
                .toString(),
            subscription);
        added++;
      }
    } catch (ApiException refused) {
      if (refused.status() / 100 != 4) {
        throw refused;
      }
      report.leave("integration %s: %d of its subscriptions were not taken over: %s"
          .formatted(name, missing.size() - added, refused.getMessage()));
    }
    return added;
  }

  private String register(Map<String, Object> there) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", there.get("name"));
    body.put("metadata", there.get("metadata"));
    body.put("subscriptions", List.of());
    return Json.text(target
        .post(ApiPath.controlPlane("uniform", REGISTRATIONS).toString(), body)
        .get("id"));
  }

  private static String identity(Map<String, Object> integration) {
    return Json.text(integration.get("name")) + " "
        + Json.text(Json.at(integration, "metadata", "kubernetesmetadata", "namespace"));
  }

  /** Names every secret that is missing here, as the command that makes it. */
  void secrets() {
    Set<String> here = new HashSet<>();
    secrets(target).forEach(secret -> here.add(key(secret)));
    List<Map<String, Object>> missing =
        secrets(source).stream().filter(secret -> !here.contains(key(secret))).toList();
    for (Map<String, Object> secret : missing) {
      StringBuilder command = new StringBuilder("evenkeel create secret %s --scope=%s"
          .formatted(Json.text(secret.get("name")), Json.text(secret.get("scope"))));
      Json.list(secret.get("keys"))
          .forEach(key -> command.append(" --from-literal=%s=VALUE".formatted(Json.text(key))));
      report.todo(command.toString());
    }
    report.moved("%d secrets to be created by hand".formatted(missing.size()));
  }

  private static List<Map<String, Object>> secrets(Api api) {
    Map<String, Object> answer = api.get(ApiPath.secrets("secret").toString());
    return Json.list(Json.get(answer, "Secrets")).stream().map(Json::object).toList();
  }

  private static String key(Map<String, Object> secret) {
    return Json.text(secret.get("scope")) + "/" + Json.text(secret.get("name"));
  }
}
