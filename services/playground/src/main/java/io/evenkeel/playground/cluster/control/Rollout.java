package io.evenkeel.playground.cluster.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a rolling update may go in one step, by the rules of the Deployment controller: never
 * more pods than {@code replicas + surge}, never fewer available ones than {@code replicas -
 * unavailable}.
 *
 * @param replicas how many pods are wanted
 * @param surge how many there may be beyond that
 * @param unavailable how many of them may be missing
 */
record Rollout(int replicas, int surge, int unavailable) {

  /**
   * A ReplicaSet on the way.
   *
   * @param wanted how many pods it is told to have
   * @param available how many of them serve
   */
  record Size(int wanted, int available) {}

  /** Of a Deployment's {@code spec}; percentages of surge are rounded up, the others down. */
  static Rollout of(JsonNode spec) {
    int replicas = spec.path("replicas").asInt(1);
    JsonNode rolling = spec.path("strategy").path("rollingUpdate");
    int surge = count(rolling.path("maxSurge"), replicas, true);
    int unavailable = count(rolling.path("maxUnavailable"), replicas, false);
    // Both zero would never move: the API lets one pod be missing then.
    return new Rollout(replicas, surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
  }

  /** How many pods the new ReplicaSet should have now. */
  int grow(Size fresh, List<Size> old) {
    if (fresh.wanted() >= replicas) {
      return replicas;
    }
    int total = fresh.wanted() + old.stream().mapToInt(Size::wanted).sum();
    int room = Math.max(0, replicas + surge - total);
    return Math.min(replicas, fresh.wanted() + room);
  }

  /** How many pods each of the old ReplicaSets, oldest first, should have now. */
  List<Integer> shrink(Size fresh, List<Size> old) {
    int total = fresh.wanted() + old.stream().mapToInt(Size::wanted).sum();
    int least = replicas - unavailable;
    int spare = total - least - (fresh.wanted() - fresh.available());
    List<Integer> sizes = new ArrayList<>();
    // Those that do not serve anyway go first.
    for (Size one : old) {
      int broken = Math.min(Math.max(0, spare), one.wanted() - one.available());
      sizes.add(one.wanted() - broken);
      spare -= broken;
    }
    int serving = fresh.available() + old.stream().mapToInt(Size::available).sum();
    int surplus = Math.min(Math.max(0, spare), serving - least);
    for (int i = 0; i < sizes.size(); i++) {
      int gone = Math.min(Math.max(0, surplus), sizes.get(i));
      sizes.set(i, sizes.get(i) - gone);
      surplus -= gone;
    }
    return sizes;
  }

  private static int count(JsonNode value, int replicas, boolean up) {
    String text = value.asText("0");
    if (!text.endsWith("%")) {
      return value.asInt(0);
    }
    double share = Double.parseDouble(text.substring(0, text.length() - 1)) * replicas / 100;
    return (int) (up ? Math.ceil(share) : Math.floor(share));
  }
}
