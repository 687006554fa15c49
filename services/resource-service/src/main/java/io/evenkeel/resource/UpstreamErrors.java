package io.evenkeel.resource;

import io.evenkeel.resource.UpstreamFailure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.internal.JGitText;

/** Reads from JGit's exceptions what an upstream's server or the network said. Pure. */
final class UpstreamErrors {

  private static final int MAX_CHARS = 200;

  /** How JGit hands on a status that it does not know. */
  private static final Pattern STATUS = Pattern.compile(".*: ([45][0-9]{2}) .*");

  /** The constant middle of JGit's words for status 403. */
  private static final String NOT_PERMITTED = " not permitted on ";

  /** Constant parts of JGit's words for an answer that is not Git's. */
  private static final List<String> NO_GIT =
      List.of("expected Content-Type", "invalid advertisement of");

  private static final String UNKNOWN_HOST_KEY = "Server key did not validate";
  private static final String LOGIN_DENIED = "Cannot log in at ";

  private UpstreamErrors() {}

  /** Says what {@code failed} means; the result shows no secret and no stack. */
  static UpstreamFailure toFailure(GitCredentials credentials, IOException failed) {
    String host = String.valueOf(credentials.uri().getHost());
    String message = String.valueOf(failed.getMessage());
    if (isLogin(message) || hasMessage(failed, LOGIN_DENIED)) {
      return new UpstreamFailure(Kind.CREDENTIALS, "");
    }
    if (message.contains(NOT_PERMITTED)) {
      return new UpstreamFailure(
          Kind.CREDENTIALS,
          "%s does not permit it; the token needs the right to read and to write".formatted(host));
    }
    if (hasMessage(failed, UNKNOWN_HOST_KEY)) {
      return new UpstreamFailure(
          Kind.OTHER,
          ("the SSH key of %s is not the one that is known; compare it with the provider's, then"
                  + " correct the host's line in known_hosts")
              .formatted(host));
    }
    if (hasCause(failed, NoRemoteRepositoryException.class)) {
      return new UpstreamFailure(Kind.NOT_FOUND, "");
    }
    if (NO_GIT.stream().anyMatch(message::contains)) {
      return new UpstreamFailure(
          Kind.NOT_FOUND,
          ("%s answers with a page instead of a repository; check the URL, and that the token has"
                  + " not expired")
              .formatted(host));
    }
    if (hasCause(failed, SSLException.class) && !hasCause(failed, SocketException.class)) {
      return new UpstreamFailure(
          Kind.OTHER,
          ("the certificate of %s is not trusted; give its authority's as https.certificate, or"
                  + " set https.insecureSkipTLS")
              .formatted(host));
    }
    return network(host, failed, message);
  }

  /** One line of {@code text}, not too long, for a message. */
  static String printable(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > MAX_CHARS ? line.substring(0, MAX_CHARS) + "…" : line;
  }

  private static UpstreamFailure network(String host, IOException failed, String message) {
    if (hasCause(failed, InterruptedIOException.class)) {
      return new UpstreamFailure(Kind.UNREACHABLE, host + " does not answer in time");
    }
    if (hasCause(failed, UnknownHostException.class)) {
      return new UpstreamFailure(Kind.UNREACHABLE, "the host %s is not known".formatted(host));
    }
    Matcher status = STATUS.matcher(message);
    if (status.matches()) {
      return new UpstreamFailure(
          status.group(1).startsWith("5") || status.group(1).equals("429")
              ? Kind.UNREACHABLE
              : Kind.OTHER,
          "%s answered with status %s".formatted(host, status.group(1)));
    }
    return new UpstreamFailure(
        Kind.UNREACHABLE, "the conversation with %s broke off or never began".formatted(host));
  }

  private static boolean isLogin(String message) {
    JGitText text = JGitText.get();
    return message.endsWith(text.notAuthorized)
        || message.endsWith(text.authenticationNotSupported)
        || message.endsWith(text.noCredentialsProvider);
  }

  private static boolean hasMessage(Throwable failed, String text) {
    return causes(failed).anyMatch(cause -> String.valueOf(cause.getMessage()).contains(text));
  }

  private static boolean hasCause(Throwable failed, Class<? extends Throwable> type) {
    return causes(failed).anyMatch(type::isInstance);
  }

  private static Stream<Throwable> causes(Throwable failed) {
    return Stream.iterate(failed, cause -> cause != null, Throwable::getCause).limit(20);
  }
}
