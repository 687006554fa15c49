package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Migrations;
import io.evenkeel.kit.Platform;
import io.evenkeel.shipyard.log.LogApi;
import io.evenkeel.shipyard.log.LogRetention;
import io.evenkeel.shipyard.statistics.StatisticsApi;
import io.evenkeel.shipyard.uniform.Expiry;
import io.evenkeel.shipyard.uniform.RegistrationApi;
import io.evenkeel.shipyard.uniform.SubscriptionApi;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the controller does for integrations outside of the control plane: their registrations, the
 * log they write, the events they poll for; and the statistics of what they did.
 */
final class Integrations {

  private static final Logger LOG = LoggerFactory.getLogger(Integrations.class);
  private static final Duration SWEEP = Duration.ofSeconds(30);

  private final Platform platform;
  private final IntegrationsConfig config;
  private final StatisticsApi statistics;
  private final OpenEventWatch watch = new OpenEventWatch();

  Integrations(Platform platform) {
    this.platform = platform;
    this.config = IntegrationsConfig.from(platform.settings());
    this.statistics =
        new StatisticsApi(platform.database(), platform.clock(), config.statisticsAge());
  }

  /** Whom to tell of events that integrations may answer. */
  OpenEventWatch watch() {
    return watch;
  }

  Future<Void> start() {
    return Migrations.apply(platform.database(), "integrations")
        .compose(migrated -> watch.listen(platform.vertx().eventBus()))
        .onSuccess(listening -> sweepRegularly());
  }

  /** Not before everyone had the time to ping a server that was away. */
  private void sweepRegularly() {
    Expiry expiry = new Expiry(
        platform.database(),
        platform.clock(),
        config.silence().plus(config.unwritten()),
        config.keepExpired());
    LogRetention retention = new LogRetention(
        platform.database(), platform.clock(), config.logAge(), config.logEntries());
    platform
        .vertx()
        .setPeriodic(
            Math.max(1, config.silence().toMillis()),
            SWEEP.toMillis(),
            due -> expiry
                .sweep()
                .compose(swept -> retention.sweep())
                .compose(swept -> statistics.sweep())
                .onFailure(
                    cause -> LOG.atWarn()
                        .setCause(cause)
                        .log(
                            "silent integrations, old log entries or new statistics could not be seen to")));
  }

  Map<String, Function<ApiRequest, Future<ApiResponse>>> operations() {
    return Stream.of(registrations(), subscriptions(), logs(), events())
        .flatMap(operations -> operations.entrySet().stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Map<String, Function<ApiRequest, Future<ApiResponse>>> registrations() {
    RegistrationApi registrations =
        new RegistrationApi(platform.database(), platform.clock(), config.unwritten());
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

  private Map<String, Function<ApiRequest, Future<ApiResponse>>> events() {
    return Map.of(
        "getOpenTriggeredEvents", new OpenEventApi(platform, watch)::list,
        "getStatistics", statistics::get);
  }
}
