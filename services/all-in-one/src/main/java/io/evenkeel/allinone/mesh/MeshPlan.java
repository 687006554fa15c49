package io.evenkeel.allinone.mesh;

import io.evenkeel.kit.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which processes a mesh consists of.
 *
 * @param services names, in the order in which they are started
 * @param gateway the one of them that listens for clients
 * @param replicas of each
 * @param environment what the services read, without what is different for each
 * @param data a directory below which each service has its own
 * @param port of the first gateway; further ones take the following ports
 */
record MeshPlan(
    List<String> services,
    String gateway,
    int replicas,
    Map<String, String> environment,
    Path data,
    int port) {

  private static final int MOST_REPLICAS = 20;

  MeshPlan {
    if (replicas < 1 || replicas > MOST_REPLICAS) {
      throw new IllegalArgumentException(
          "--replicas must be 1 to %d, not %d".formatted(MOST_REPLICAS, replicas));
    }
    services = List.copyOf(services);
    environment = Map.copyOf(environment);
  }

  List<MemberPlan> members() {
    List<MemberPlan> members = new ArrayList<>();
    for (String service : services) {
      for (int replica = 1; replica <= replicas; replica++) {
        members.add(member(service, replica, Ports.lasting()));
      }
    }
    return members;
  }

  private MemberPlan member(String service, int replica, int healthPort) {
    String name = replicas == 1 ? service : service + "-" + replica;
    Map<String, String> own = new HashMap<>(environment);
    own.put("EVENKEEL_DATA", data.resolve(service).toString());
    own.put("EVENKEEL_CLUSTER_DIRECTORY", data.resolve("cluster").toString());
    own.put("EVENKEEL_HEALTH_PORT", String.valueOf(healthPort));
    own.put("EVENKEEL_SETTINGS_OF_ALL", "true");
    if (service.equals(gateway)) {
      own.put("EVENKEEL_PORT", String.valueOf(port + replica - 1));
    }
    return new MemberPlan(name, List.of("service", service), own, healthPort);
  }
}
