package io.evenkeel.playground.cluster;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What runs where: the cluster's DNS and Services, seen from inside. Safe to call from any thread.
 */
public interface ClusterNetwork {

  /**
   * Loopback addresses of the ready pods behind a Service's port, in the order of their names;
   * empty if there is no such namespace, Service, port or ready pod.
   */
  List<InetSocketAddress> endpoints(String serviceName, String namespace, int servicePort);

  /** Every pod that is ready and not being deleted, in the order of namespace and name. */
  List<PodTarget> pods();

  /**
   * Calls {@code listener}, on the cluster's context, after each change of what the other methods
   * answer.
   *
   * @return ends the notification when run
   */
  Runnable onChange(Runnable listener);
}
