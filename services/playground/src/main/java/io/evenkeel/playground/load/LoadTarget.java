package io.evenkeel.playground.load;

import io.evenkeel.playground.cluster.ClusterNetwork;
import io.evenkeel.playground.load.LocustFile.Request;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The Service under load. A connection leads to one pod for as long as that pod is there, and new
 * connections go to the pods in turn: the way a Service balances. Confined to one context.
 */
final class LoadTarget {

  private static final long TIMEOUT_SECONDS = 60;

  private final HttpClient http;
  private final ClusterNetwork network;
  private final LoadHost host;
  private int nextPod;

  LoadTarget(HttpClient http, ClusterNetwork network, LoadHost host) {
    this.http = http;
    this.network = network;
    this.host = host;
  }

  /** One simulated user's connection. */
  final class Connection {

    private InetSocketAddress pod = InetSocketAddress.createUnresolved("none", 0);

    /** Sends a request; fails with a message if there is no answer, or one with status 400 up. */
    Future<Void> send(Request request) {
      List<InetSocketAddress> pods = host.endpoints(network);
      if (pods.isEmpty()) {
        return Future.failedFuture(
            "ConnectionError('%s: no ready pod behind this name')".formatted(host.url()));
      }
      if (!pods.contains(pod)) {
        pod = pods.get(Math.floorMod(nextPod++, pods.size()));
      }
      return http.request(options(request))
          .compose(sender -> sender.send(request.body()))
          .compose(answer -> answer.body().compose(body -> check(answer, request)))
          .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private RequestOptions options(Request request) {
      RequestOptions options = new RequestOptions()
          .setMethod(HttpMethod.valueOf(request.method()))
          .setServer(SocketAddress.inetSocketAddress(pod.getPort(), "127.0.0.1"))
          .setHost(host.service() + "." + host.namespace())
          .setPort(host.port())
          .setURI(host.basePath() + request.path());
      request.headers().forEach(options::putHeader);
      return options;
    }
  }

  private static Future<Void> check(HttpClientResponse answer, Request request) {
    int status = answer.statusCode();
    if (status < 400) {
      return Future.succeededFuture();
    }
    return Future.failedFuture("HTTPError('%d %s Error: %s for url: %s')"
        .formatted(
            status, status < 500 ? "Client" : "Server", answer.statusMessage(), request.path()));
  }
}
