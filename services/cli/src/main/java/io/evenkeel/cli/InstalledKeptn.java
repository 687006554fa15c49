package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The installation in the current Kubernetes cluster: where {@code auth} looks when neither address
 * nor token is given. Source: cli.md §2, step 2.
 */
final class InstalledKeptn {

  private static final String MANAGED_BY = "keptn.sh/managed-by";
  private static final String TOKEN = "keptn-api-token";

  private final Verb verb;
  private final Kubectl kubectl;
  private final String namespace;

  private InstalledKeptn(Verb verb, Kubectl kubectl, String namespace) {
    this.verb = verb;
    this.kubectl = kubectl;
    this.namespace = namespace;
  }

  /**
   * Finds it, by asking which one if there are several.
   *
   * @param anyNamespace whether to look for the namespace by its label
   */
  static InstalledKeptn find(Verb verb, Kubectl kubectl, String namespace, boolean anyNamespace) {
    List<String> managed = anyNamespace ? managed(kubectl) : List.of();
    String chosen = managed.size() > 1
        ? choose(verb, managed)
        : managed.stream().findFirst().orElse(namespace);
    return new InstalledKeptn(verb, kubectl, chosen);
  }

  /** Address of its API: the ingress, else the load balancer of the gateway. */
  URI endpoint(boolean secure) {
    String host = ingressHost()
        .or(this::loadBalancer)
        .orElseThrow(() -> new CommandFailure(
            ("no address of the API was found in namespace %s: neither an ingress api-keptn-ingress"
                    + " nor a service api-gateway-nginx of type LoadBalancer with an address;"
                    + " give it with --endpoint")
                .formatted(namespace)));
    verb.remark("Using the API at %s of namespace %s".formatted(host, namespace));
    return Endpoint.address(host, secure);
  }

  String token() {
    Map<String, Object> secret = kubectl.get("secret", TOKEN, "-n", namespace);
    String encoded = Json.text(Json.object(secret.get("data")).get(TOKEN));
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  private static List<String> managed(Kubectl kubectl) {
    return items(kubectl.get("namespaces", "-l", MANAGED_BY))
        .map(item -> Json.object(item.get("metadata")))
        .filter(metadata -> Json.object(metadata.get("annotations")).containsKey(MANAGED_BY))
        .map(metadata -> Json.text(metadata.get("name")))
        .toList();
  }

  private static String choose(Verb verb, List<String> namespaces) {
    for (int number = 1; number <= namespaces.size(); number++) {
      verb.say("%d. %s".formatted(number, namespaces.get(number - 1)));
    }
    String answer = verb.ask("Several installations were found; enter the number of one:");
    return namespaces.stream()
        .filter(name -> answer.equals(String.valueOf(namespaces.indexOf(name) + 1)))
        .findFirst()
        .orElseThrow(() -> new CommandFailure(
            "\"%s\" is not one of 1 to %d".formatted(answer, namespaces.size())));
  }

  private Optional<String> ingressHost() {
    Map<String, Object> ingresses = kubectl.get("ingress", "-n", namespace);
    return items(ingresses)
        .filter(item -> Json.text(Json.at(item, "metadata", "name")).equals("api-keptn-ingress"))
        .flatMap(item -> Json.list(Json.at(item, "spec", "rules")).stream())
        .map(rule -> Json.text(Json.object(rule).get("host")))
        .filter(host -> !host.isEmpty())
        .findFirst();
  }

  private Optional<String> loadBalancer() {
    Map<String, Object> service = kubectl.get("service", "api-gateway-nginx", "-n", namespace);
    if (!Json.text(Json.at(service, "spec", "type")).equals("LoadBalancer")) {
      return Optional.empty();
    }
    return Json.list(Json.at(service, "status", "loadBalancer", "ingress")).stream()
        .map(Json::object)
        .map(address -> Json.text(address.getOrDefault("ip", address.get("hostname"))))
        .filter(address -> !address.isEmpty())
        .findFirst();
  }

  private static Stream<Map<String, Object>> items(Map<String, Object> list) {
    return Json.list(list.get("items")).stream().map(Json::object);
  }
}
