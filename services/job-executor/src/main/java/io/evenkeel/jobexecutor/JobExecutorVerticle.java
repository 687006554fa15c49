package io.evenkeel.jobexecutor;

import io.evenkeel.camel.helm.HelmRunner;
import io.evenkeel.camel.task.TaskDispatcher;
import io.evenkeel.camel.task.WorkTraces;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Blocking;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Subscription;
import io.evenkeel.model.job.JobPlan;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Hears tasks and does those that a route file or a {@code job/config.yaml} is for. Says
 * {@code started} and {@code finished} for each; answers {@code getRoutes}.
 */
public final class JobExecutorVerticle extends VerticleBase {

  /** Name of this service's API. */
  public static final String SERVICE = "job-executor";

  private static final int WORKERS = 8;

  private final Platform platform;
  private final JobExecutorConfig config;
  private final TaskDispatcher routeTasks;
  private final TaskDispatcher jobTasks;
  private final HelmRunner helm = new HelmRunner();
  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, task -> {
    Thread thread = new Thread(task, "jobs");
    thread.setDaemon(true);
    return thread;
  });
  private final WorkTraces traces;
  private @Nullable Future<Void> enlisted;
  private Future<Tools> tools = Future.failedFuture("not started");

  /** What takes long to load, so that it is made beside everything else. */
  private record Tools(KubernetesClient kubernetes, RouteHost routes) {}

  public JobExecutorVerticle(Platform platform, JobExecutorConfig config) {
    this.platform = platform;
    this.config = config;
    this.routeTasks =
        new TaskDispatcher(platform, Subscription.of("task-routes", "sh.keptn.event.*.triggered"));
    this.jobTasks = new TaskDispatcher(platform, new Subscription(JobPlan.SOURCE, config.topics()));
    this.traces = new WorkTraces(platform.tracing(), platform.clock());
  }

  /**
   * Has tasks wait for this service from now on, once, which the start does as well: for whoever
   * opens an installation before that is complete.
   */
  public synchronized Future<Void> enlist() {
    if (enlisted == null) {
      enlisted = TaskDispatcher.prepare(platform.database())
          .compose(prepared -> routeTasks.enlist())
          .compose(waiting -> jobTasks.enlist());
    }
    return enlisted;
  }

  @Override
  public Future<?> start() {
    // Whoever asked first may have been on another thread.
    return Future.<Void>future(
            here -> enlist().onComplete(known -> context.runOnContext(back -> here.handle(known))))
        .compose(waiting -> tools = Blocking.run(platform.vertx(), this::makeTools))
        .compose(
            made -> made.routes().start().onSuccess(camel -> attachJobs(made.kubernetes(), camel)))
        .compose(running -> routeTasks.start())
        .compose(hearing -> jobTasks.start())
        .compose(
            hearing -> platform.api().serve(SERVICE, Map.of("getRoutes", request -> getRoutes())));
  }

  private Tools makeTools() {
    KubernetesClient kubernetes =
        new KubernetesClientBuilder().withConfig(cluster(config)).build();
    String kubeconfig = Objects.toString(config.kubeconfig(), "");
    RouteHost routes = new RouteHost(
        config.routes(), new RouteBeans(routeTasks, kubernetes, workers, helm, kubeconfig), traces);
    return new Tools(kubernetes, routes);
  }

  @Override
  public Future<?> stop() {
    routeTasks.stop();
    jobTasks.stop();
    return tools
        .compose(
            made -> made.routes().stop().onComplete(stopped -> made.kubernetes().close()))
        .onComplete(stopped -> {
          helm.close();
          workers.shutdown();
        })
        .transform(stopped -> routeTasks.handBack())
        .transform(handedBack -> jobTasks.handBack());
  }

  private void attachJobs(KubernetesClient kubernetes, CamelContext camel) {
    JobNamespaces namespaces = new JobNamespaces(kubernetes, config);
    KubernetesJobs cluster = KubernetesJobs.of(platform.vertx(), camel, kubernetes, namespaces);
    jobTasks.attach(new JobTaskExecutor(
        config.jobs(),
        new JobConfigClient(platform.api()),
        new ReportClient(platform.api()),
        cluster,
        traces,
        platform.clock()));
  }

  private Future<ApiResponse> getRoutes() {
    return tools.map(made -> ApiResponse.json(200, RouteStates.of(made.routes().files())));
  }

  private static Config cluster(JobExecutorConfig config) {
    return config.kubeconfig() == null
        ? Config.autoConfigure(null)
        : Config.fromKubeconfig(config.kubeconfig().toFile());
  }
}
