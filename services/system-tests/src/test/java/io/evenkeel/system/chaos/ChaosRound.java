package io.evenkeel.system.chaos;

import io.evenkeel.system.chaos.ChaosPlan.Kind;
import io.evenkeel.system.chaos.ChaosPlan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** One plan carried out against one installation under traffic, and what came of it. */
final class ChaosRound {

  private static final Duration REST = Duration.ofMinutes(3);

  private final Site site;
  private final ChaosPlan plan;
  private final Ledger ledger = new Ledger();
  private final Link link;
  private final Map<Kind, Integer> blows = new EnumMap<>(Kind.class);
  private final List<Long> blowTimes = new CopyOnWriteArrayList<>();
  private final List<Long> recoveries = new ArrayList<>();
  private final List<CompletableFuture<Void>> thaws = new ArrayList<>();
  private final Takeovers takeovers;

  private ChaosRound(Site site, ChaosPlan plan) {
    this.site = site;
    this.plan = plan;
    this.link = site.link();
    this.takeovers = new Takeovers(site.jdbc());
  }

  /** What is written down; {@code violations} must be empty. */
  record Outcome(Map<String, Object> figures, List<String> violations) {}

  static Outcome run(Site site, ChaosPlan plan) throws Exception {
    ChaosRound round = new ChaosRound(site, plan);
    Instant begin = Instant.now();
    String run = Long.toHexString(plan.seed()) + "x" + begin.toEpochMilli();
    StoredLog log = new StoredLog(site.jdbc(), run);
    Traffic traffic = new Traffic(round.link, round.ledger, run);
    for (Step step : plan.steps()) {
      Machine.pause(step.after());
      round.hit(step);
    }
    round.heal();
    traffic.finishSending();
    if (!round.comesToRest(log)) {
      site.explain(run);
    }
    traffic.stop();
    round.takeovers.stop();
    Verdict verdict = Verdict.of(round.ledger, log.events(), log.deliveries(), round.blowTimes);
    List<String> violations = new ArrayList<>(verdict.violations());
    round.link.refusals().forEach(refusal -> violations.add("refused: " + refusal));
    return new Outcome(round.figures(begin, verdict, violations.size()), violations);
  }

  private void hit(Step step) {
    switch (step.kind()) {
      case KILL -> kill(site.ready(step));
      case KILL_STORE -> {
        takeovers.storeIsAway();
        site.crashStore();
        takeovers.storeIsAway();
      }
      case FREEZE -> freeze(site.first(step), step.lasting());
      case CUT -> site.cut(step);
    }
    blowTimes.add(System.currentTimeMillis());
    blows.merge(step.kind(), step.kind() == Kind.KILL ? step.hit() : 1, Integer::sum);
  }

  /** Only who has come back is killed again, so that every kill meets a working node. */
  private void kill(List<Node> hit) {
    long begin = System.nanoTime();
    if (site.isCluster()) {
      takeovers.killed();
    }
    hit.forEach(Node::kill);
    hit.forEach(Node::start);
    if (!site.isCluster()) {
      Machine.await(Duration.ofSeconds(90), () -> ledger.lastAckNanos() > begin);
      recoveries.add((ledger.lastAckNanos() - begin) / 1_000_000);
    }
  }

  private void freeze(Node node, Duration lasting) {
    node.freeze();
    thaws.add(CompletableFuture.runAsync(
        () -> {
          node.proceed();
          blowTimes.add(System.currentTimeMillis());
        },
        CompletableFuture.delayedExecutor(lasting.toMillis(), TimeUnit.MILLISECONDS)));
  }

  private void heal() {
    thaws.forEach(CompletableFuture::join);
    site.nodes().forEach(Node::proceed);
    site.awaitReady(site.nodes());
  }

  private boolean comesToRest(StoredLog log) {
    int expected = ledger.sequences().size();
    return Machine.await(REST, () -> log.ended() >= expected && log.deliveries() == 0);
  }

  private Map<String, Object> figures(Instant begin, Verdict verdict, int violations) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("seed", String.valueOf(plan.seed()));
    figures.put("store", site.isCluster() ? "PostgreSQL" : "SQLite");
    figures.put("begin", begin.toString());
    figures.put("seconds", Duration.between(begin, Instant.now()).toSeconds());
    figures.put("nodes", site.nodes().size());
    figures.put("clocksDiffer", site.clocksDiffer());
    figures.put("nodeKills", blows.getOrDefault(Kind.KILL, 0));
    figures.put("storeKills", blows.getOrDefault(Kind.KILL_STORE, 0));
    figures.put("freezes", blows.getOrDefault(Kind.FREEZE, 0));
    figures.put("cuts", blows.getOrDefault(Kind.CUT, 0));
    figures.put("restarts", site.restarts());
    figures.put("events", ledger.events().size());
    figures.put("sequences", ledger.sequences().size());
    figures.put("answeredTwice", ledger.twice());
    figures.put("lost", verdict.lost().size());
    figures.put("doubled", verdict.doubled().size());
    figures.put("stuck", verdict.stuck().size());
    figures.put("failed", verdict.failed().size());
    figures.put("disordered", verdict.disordered().size());
    figures.put("overtaken", verdict.overtaken());
    figures.put("violations", violations);
    figures.put("takeoverMillis", site.isCluster() ? takeovers.millis() : recoveries);
    return figures;
  }
}
