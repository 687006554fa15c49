package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Completion;
import io.evenkeel.kit.EventTotals;
import io.evenkeel.kit.Migrations;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Subscription;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs sequences: hears every {@code sequence.triggered}, {@code task.started} and
 * {@code task.finished}, says {@code task.triggered} and {@code sequence.finished}, and answers for
 * projects, stages, services and runs.
 */
public final class ShipyardVerticle extends VerticleBase {

  /** As which it subscribes. */
  static final String NAME = "shipyard-controller";

  private final Platform platform;
  private final SequenceRunner runner;
  private final ControllerConfig config;
  private final Integrations integrations;

  public ShipyardVerticle(Platform platform) {
    this.platform = platform;
    this.config = ControllerConfig.from(platform.settings());
    this.integrations = new Integrations(platform);
    this.runner = new SequenceRunner(platform, config, integrations.watch(), NAME);
  }

  @Override
  public Future<?> start() {
    return Migrations.apply(platform.database(), NAME)
        .compose(migrated -> integrations.start())
        .compose(ready -> platform.mesh().decide(whatItHears(), this::hear))
        .compose(hearing -> platform.timers().serve(NAME, runner::onTimer))
        .compose(waking -> platform.api().serve(NAME, operations()))
        .onSuccess(serving -> SequenceRetention.start(platform))
        .onSuccess(serving -> new SequenceSamples(platform).start())
        .onSuccess(serving -> EventTotals.start(platform));
  }

  private static Subscription whatItHears() {
    return Subscription.of(
        NAME,
        "sh.keptn.event.*.*.triggered",
        "sh.keptn.event.*.started",
        "sh.keptn.event.*.finished",
        "sh.keptn.event.*.status.changed",
        ErrorLog.TYPE);
  }

  private Future<Completion> hear(KeptnEvent event) {
    if (event.type().equals(ErrorLog.TYPE)) {
      return runner.onErrorTold(event);
    }
    EventType type = EventType.of(event.type());
    if (type.isTask()) {
      return runner.onTaskAnswered(event);
    }
    return type.kind().equals("triggered")
        ? runner.onSequenceTriggered(event)
        : runner.onTaskProgressed(event);
  }

  private Map<String, Function<ApiRequest, Future<ApiResponse>>> operations() {
    ResourceClient resources = new ResourceClient(platform.api());
    Upstreams upstreams = new Upstreams(platform, UpstreamConfig.from(platform.settings()));
    ProjectApi projects = new ProjectApi(platform, config, resources, upstreams);
    StageApi stages = new StageApi(platform, config, resources);
    SequenceListApi lists = new SequenceListApi(platform);
    Map<String, Function<ApiRequest, Future<ApiResponse>>> operations = new HashMap<>();
    operations.put("getProjects", projects::list);
    operations.put("getProject", projects::get);
    operations.put("createProject", projects::create);
    operations.put("updateProject", projects::update);
    operations.put("deleteProject", new ProjectRemoval(platform, resources, upstreams)::delete);
    operations.put("getStages", stages::stages);
    operations.put("getStage", stages::stage);
    operations.put("getServices", stages::services);
    operations.put("getService", stages::service);
    operations.put("createService", stages::createService);
    operations.put("deleteService", stages::deleteService);
    operations.put("triggerEvaluation", new EvaluationApi(platform)::trigger);
    operations.put("receiveEvent", new EventApi(platform.mesh())::receive);
    operations.put("getSequences", lists::states);
    operations.put("getSequenceExecutions", lists::executions);
    operations.put("controlSequence", new SequenceApi(platform, runner)::control);
    operations.put("importHistory", new HistoryApi(platform.database())::store);
    operations.putAll(integrations.operations());
    return operations;
  }
}
