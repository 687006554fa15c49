package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Migrations;
import io.evenkeel.kit.Platform;
import io.evenkeel.shipyard.log.LogApi;
import io.evenkeel.shipyard.uniform.RegistrationApi;
import io.evenkeel.shipyard.uniform.SubscriptionApi;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the controller does for integrations outside of the control plane. */
final class Integrations {

  private final Platform platform;

  Integrations(Platform platform) {
    this.platform = platform;
  }

  Future<Void> start() {
    return Migrations.apply(platform.database(), "integrations");
  }

  Map<String, Function<ApiRequest, Future<ApiResponse>>> operations() {
    return Stream.of(registrations(), subscriptions(), logs())
        .flatMap(operations -> operations.entrySet().stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Map<String, Function<ApiRequest, Future<ApiResponse>>> registrations() {
    RegistrationApi registrations = new RegistrationApi(platform.database(), platform.clock());
    return Map.of(
        "registerIntegration", registrations::register,
        "getRegistrations", registrations::list,
        "pingIntegration", registrations::ping,
        "unregisterIntegration", registrations::unregister);
  }

  private Map<String, Function<ApiRequest, Future<ApiResponse>>> subscriptions() {
    SubscriptionApi subscriptions = new SubscriptionApi(platform.database());
    return Map.of(
        "createSubscription", subscriptions::create,
        "getSubscriptions", subscriptions::list,
        "getSubscription", subscriptions::get,
        "updateSubscription", subscriptions::update,
        "deleteSubscription", subscriptions::delete);
  }

  private Map<String, Function<ApiRequest, Future<ApiResponse>>> logs() {
    LogApi logs = new LogApi(platform.database(), platform.clock());
    return Map.of("createLogEntries", logs::create, "getLogEntries", logs::list);
  }
}
