package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Answers in the shapes of the original's API. Source: rest-api.md §4, integrations.md §2. */
final class KeptnAnswers {

  private KeptnAnswers() {}

  static String project(String shipyard) {
    return """
        {"projectName":"shop","creationDate":"1704164645123456789","shipyard":%s,
         "shipyardVersion":"spec.keptn.sh/0.2.2","isUpstreamAutoProvisioned":false,
         "gitCredentials":{"remoteURL":"https://git.example.org/shop.git","user":"bot"},
         "stages":[{"stageName":"dev","services":[{"serviceName":"cart","creationDate":"1",
           "openRemediations":null}]}]}""".formatted(Json.write(shipyard));
  }

  static String files(String... uris) {
    List<Map<String, Object>> files = Arrays.stream(uris)
        .map(uri -> Map.<String, Object>of("resourceURI", uri, "metadata", Map.of("version", "9c")))
        .toList();
    return Json.write(Map.of("resources", files, "nextPageKey", "0", "totalCount", files.size()));
  }

  static String file(String content) {
    return Json.write(Map.of("resourceURI", "x", "resourceContent", base64(content)));
  }

  static String event(int number) {
    return """
        {"id":"e%1$d","type":"sh.keptn.event.evaluation.finished","source":"lighthouse-service",
         "shkeptncontext":"c1","time":"2023-05-06T07:08:0%1$d.123Z","specversion":"1.0",
         "data":{"project":"shop","stage":"dev","service":"cart"}}""".formatted(number);
  }

  static String run(String context, String state) {
    return """
        {"name":"delivery","service":"cart","project":"shop","time":"2023-05-06T07:08:01.123Z",
         "shkeptncontext":"%s","state":"%s","stages":[]}""".formatted(context, state);
  }

  static String integration() {
    return """
        {"id":"old","name":"job-executor","metadata":{"hostname":"n","integrationversion":"1",
          "kubernetesmetadata":{"namespace":"keptn","podname":"p","deploymentname":"d"}},
         "subscriptions":[{"id":"s1","event":"sh.keptn.event.deployment.triggered",
          "filter":{"projects":["shop"],"stages":null,"services":null}},
          {"id":"s2","event":"sh.keptn.event.test.triggered","filter":{"projects":["other"]}}]}""";
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
