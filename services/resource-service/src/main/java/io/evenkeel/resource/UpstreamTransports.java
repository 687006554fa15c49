package io.evenkeel.resource;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jgit.errors.UnsupportedCredentialItem;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** Opens connections to upstreams, each with its own credentials, authorities and proxy. */
final class UpstreamTransports {

  private final Duration timeout;
  private final SshSessions ssh;

  /** Whoever is silent for {@code timeout} has failed. */
  UpstreamTransports(Duration timeout, SshSessions ssh) {
    this.timeout = timeout;
    this.ssh = ssh;
  }

  /** A connection on behalf of {@code repository}, not yet established. */
  Transport open(Repository repository, GitCredentials credentials) throws IOException {
    Transport transport = Transport.open(repository, uri(credentials));
    if (transport instanceof TransportHttp http) {
      http.setHttpConnectionFactory(new UpstreamConnections(credentials.https()));
      authenticate(http, credentials);
    } else if (transport instanceof SshTransport overSsh) {
      overSsh.setSshSessionFactory(ssh.with(credentials.ssh()));
    }
    transport.setTimeout(Math.toIntExact(Math.max(1, timeout.toSeconds())));
    transport.setTagOpt(TagOpt.NO_TAGS);
    return transport;
  }

  private static URIish uri(GitCredentials credentials) {
    return credentials.isSsh() ? credentials.uri().setUser(credentials.login()) : credentials.uri();
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
