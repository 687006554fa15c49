package io.evenkeel.resource;

import io.evenkeel.resource.UpstreamFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jgit.errors.UnsupportedCredentialItem;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** Opens connections to upstreams, each with its own credentials, authorities and proxy. */
final class UpstreamTransports {

  private final Duration timeout;

  /** Whoever is silent for {@code timeout} has failed. */
  UpstreamTransports(Duration timeout) {
    this.timeout = timeout;
  }

  /** A connection on behalf of {@code repository}, not yet established. */
  Transport open(Repository repository, GitCredentials credentials) throws IOException {
    Transport transport = Transport.open(repository, credentials.uri());
    if (!(transport instanceof TransportHttp http)) {
      transport.close();
      throw new UpstreamFailure(
          Kind.OTHER, "upstreams by ssh can not be used yet; use the https URL and a token");
    }
    http.setHttpConnectionFactory(new UpstreamConnections(credentials.https()));
    authenticate(http, credentials);
    http.setTimeout(Math.toIntExact(Math.max(1, timeout.toSeconds())));
    http.setTagOpt(TagOpt.NO_TAGS);
    return http;
  }

  /** At once, not when asked: that saves a round trip each time. */
  private static void authenticate(TransportHttp http, GitCredentials credentials) {
    String token = credentials.https().token();
    if (!token.isEmpty()) {
      http.setCredentialsProvider(new Login(credentials.uri(), credentials.login(), token));
      http.setPreemptiveBasicAuthentication(credentials.login(), token);
    }
  }

  /** Gives the token to the upstream's own host only, wherever that may redirect. */
  private static final class Login extends UsernamePasswordCredentialsProvider {

    private final String host;

    Login(URIish upstream, String user, String token) {
      super(user, token);
      this.host = String.valueOf(upstream.getHost());
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) throws UnsupportedCredentialItem {
      return host.equals(uri.getHost()) && super.get(uri, items);
    }
  }
}
