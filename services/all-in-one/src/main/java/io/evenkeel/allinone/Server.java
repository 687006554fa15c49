package io.evenkeel.allinone;

import io.evenkeel.approval.ApprovalVerticle;
import io.evenkeel.gateway.GatewayConfig;
import io.evenkeel.gateway.GatewayVerticle;
import io.evenkeel.gateway.contract.ContractReader;
import io.evenkeel.jobexecutor.JobExecutorConfig;
import io.evenkeel.jobexecutor.JobExecutorVerticle;
import io.evenkeel.kit.DataDirectory;
import io.evenkeel.kit.EventLoops;
import io.evenkeel.kit.HealthServer;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Readiness;
import io.evenkeel.kit.Service;
import io.evenkeel.kit.Settings;
import io.evenkeel.kit.metrics.Metrics;
import io.evenkeel.lighthouse.LighthouseVerticle;
import io.evenkeel.prometheus.PrometheusVerticle;
import io.evenkeel.remediation.RemediationVerticle;
import io.evenkeel.resource.ResourceVerticle;
import io.evenkeel.secret.SecretVerticle;
import io.evenkeel.shipyard.ShipyardVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Every service in one JVM, on the embedded store, with the playground as cluster unless another is
 * given. The gateway opens when everyone is known to listen; only the job executor, which takes
 * longest, may then still be loading: its tasks wait for it.
 */
final class Server implements Installation {

  private static final String NAME = "evenkeel";
  private static final int START_SECONDS = 120;
  private static final int DRAIN_SECONDS = 24;
  private static final int LEAVE_SECONDS = 5;

  private final DataDirectory data;
  private final Vertx vertx;
  private final @Nullable LocalCluster playground;
  private final Platform platform;
  private final List<String> deployments;
  private final GatewayVerticle gateway;
  private final ServerSettings settings;

  private Server(
      DataDirectory data,
      @Nullable LocalCluster playground,
      Platform platform,
      List<String> deployments,
      GatewayVerticle gateway,
      ServerSettings settings) {
    this.data = data;
    this.vertx = platform.vertx();
    this.playground = playground;
    this.platform = platform;
    this.deployments = List.copyOf(deployments);
    this.gateway = gateway;
    this.settings = settings;
  }

  /**
   * Starts everything and returns when it answers.
   *
   * @throws IllegalStateException or {@link IllegalArgumentException} with a sentence for the
   *     operator when that is not possible; nothing is left running
   */
  static Server start(Map<String, String> environment) {
    DataDirectory data = DataDirectory.open(ServerSettings.dataDirectory(environment));
    Vertx vertx = Vertx.vertx(EventLoops.options());
    try {
      return start(environment, data, vertx);
    } catch (RuntimeException failure) {
      await(vertx.close(), LEAVE_SECONDS);
      close(data);
      throw failure;
    }
  }

  private static Server start(Map<String, String> environment, DataDirectory data, Vertx vertx) {
    ServerSettings options = ServerSettings.of(environment, data.path());
    // Takes as long as the playground, and neither needs the other.
    new Thread(ContractReader::all, "contracts").start();
    LocalCluster playground =
        options.playground() ? LocalCluster.start(vertx, options.playgroundDirectory()) : null;
    Settings settings = Settings.of(options.forServices(playground));
    GatewayConfig gatewayConfig = GatewayConfig.from(settings);
    JobExecutorConfig jobs = JobExecutorConfig.from(settings);
    Readiness readiness = new Readiness();
    Metrics metrics = new Metrics();
    await(HealthServer.start(vertx, NAME, readiness, metrics, settings), START_SECONDS);
    Platform platform = await(
        Service.platform(vertx, data.path(), settings, readiness, metrics, NAME), START_SECONDS);
    List<String> deployments = new ArrayList<>();
    deployments.addAll(deploy(vertx, new ResourceVerticle(platform), new SecretVerticle(platform)));
    deployments.addAll(deploy(
        vertx,
        new ShipyardVerticle(platform),
        new ApprovalVerticle(platform),
        new RemediationVerticle(platform),
        new LighthouseVerticle(platform),
        new PrometheusVerticle(platform)));
    settings.check();
    JobExecutorVerticle executor = new JobExecutorVerticle(platform, jobs);
    await(executor.enlist(), START_SECONDS);
    Future<String> executing = vertx.deployVerticle(executor);
    GatewayVerticle gateway = new GatewayVerticle(platform, gatewayConfig);
    List<String> open = deploy(vertx, gateway);
    deployments.add(await(executing, START_SECONDS));
    // Last: it is the first to end.
    deployments.addAll(open);
    platform.readiness().enter(Readiness.Phase.SERVING);
    return new Server(data, playground, platform, deployments, gateway, options);
  }

  /** Starts {@code services} beside each other; yields their deployments, in the same order. */
  private static List<String> deploy(Vertx vertx, Deployable... services) {
    List<Future<String>> started =
        Arrays.stream(services).map(vertx::deployVerticle).toList();
    return await(Future.join(started), START_SECONDS).list();
  }

  @Override
  public URI api() {
    return settings.address(gateway.port(), "/api");
  }

  @Override
  public URI bridge() {
    return settings.address(gateway.port(), "/bridge/");
  }

  @Override
  public String token() {
    return settings.token();
  }

  @Override
  public @Nullable Path kubeconfig() {
    return playground == null ? settings.kubeconfig() : playground.kubeconfig();
  }

  @Override
  public boolean hasPlayground() {
    return playground != null;
  }

  @Override
  public Path data() {
    return data.path();
  }

  /** Takes nothing new, finishes what runs, and only then takes the ground away. */
  @Override
  public void close() {
    platform.readiness().enter(Readiness.Phase.DRAINING);
    try {
      drain().await(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      System.err.println("evenkeel: not everything was finished; the next start goes on with it");
    }
    await(vertx.close(), LEAVE_SECONDS);
    close(data);
  }

  /** The gateway first, which was started last; then the store; the cluster outlives its users. */
  private Future<Void> drain() {
    Future<Void> done = platform.close(deployments);
    return playground == null ? done : done.transform(closed -> playground.close());
  }

  private static void close(DataDirectory data) {
    try {
      data.close();
    } catch (IOException unclosable) {
      throw new IllegalStateException("the data directory could not be closed", unclosable);
    }
  }

  static <T> T await(Future<T> future, int seconds) {
    try {
      return future.await(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException("not done within %d s".formatted(seconds), late);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(Failure.sentence(failure), failure);
    }
  }
}
