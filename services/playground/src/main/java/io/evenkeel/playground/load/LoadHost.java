package io.evenkeel.playground.load;

import io.evenkeel.playground.cluster.ClusterNetwork;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/**
 * The server that is put under load, as the cluster's DNS would find it.
 *
 * @param url as given
 * @param service the Service's name
 * @param basePath what is put before every path; empty for none
 */
record LoadHost(String url, String service, String namespace, int port, String basePath) {

  /**
   * Reads {@code http://service[.namespace[.svc[.cluster.local]]][:port][/path]}.
   *
   * @param ownNamespace where a name without a namespace is looked up
   */
  static LoadHost parse(String url, String ownNamespace) {
    URI uri = uri(url);
    String[] parts = uri.getHost().split("\\.", 3);
    boolean clusterName = parts.length < 3 || parts[2].matches("svc(\\.cluster\\.local)?\\.?");
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    return new LoadHost(
        url,
        clusterName ? parts[0] : uri.getHost(),
        parts.length == 1 ? ownNamespace : parts[1],
        uri.getPort() < 0 ? 80 : uri.getPort(),
        path);
  }

  /** The addresses behind it now; empty if there is no such Service or it has no ready pod. */
  List<InetSocketAddress> endpoints(ClusterNetwork network) {
    return network.endpoints(service, namespace, port);
  }

  private static URI uri(String url) {
    try {
      URI uri = URI.create(url);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      throw new LocustException("error: --host is not a URL: " + malformed.getMessage());
    }
    throw new LocustException("error: --host must be http://service.namespace[:port], not \"" + url
        + "\" (there is no TLS inside the playground)");
  }
}
