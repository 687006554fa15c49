package io.evenkeel.prometheus;

import io.evenkeel.kit.Completion;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Subscription;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Map;

/**
 * Hears of questions for indicators and of monitoring to configure; takes Alertmanager's calls.
 *
 * <p>Source: prometheus.md.
 */
public final class PrometheusVerticle extends VerticleBase {

  /** Name of the service and source of its answers. */
  public static final String NAME = "prometheus-service";

  /** The operation that takes Alertmanager's webhook calls. */
  public static final String WEBHOOK = "alertmanagerWebhook";

  static final String PROVIDER = "prometheus";
  static final String GET_SLI = "sh.keptn.event.get-sli.triggered";
  static final String CONFIGURE = "sh.keptn.event.monitoring.configure";

  private final Platform platform;
  private final PrometheusConfig config;

  public PrometheusVerticle(Platform platform) {
    this.platform = platform;
    this.config = PrometheusConfig.from(platform.settings());
  }

  @Override
  public Future<?> start() {
    SliProvider provider = new SliProvider(platform, config);
    MonitoringConfigurator configurator = new MonitoringConfigurator(platform.clock());
    AlertReceiver receiver = new AlertReceiver(platform);
    return platform.api().serve(NAME, Map.of(WEBHOOK, receiver::onCall)).compose(serving -> platform
        .mesh()
        .subscribe(
            Subscription.of(NAME, GET_SLI, CONFIGURE),
            event -> handle(event, provider, configurator)));
  }

  private static Future<Completion> handle(
      KeptnEvent event, SliProvider provider, MonitoringConfigurator configurator) {
    return event.type().equals(GET_SLI)
        ? provider.onGetSli(event)
        : Future.succeededFuture(configurator.onConfigure(event));
  }
}
