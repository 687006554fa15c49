package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import io.evenkeel.resource.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One project's way to its upstream, if it has one. Talking blocks; the rest is from memory. */
final class UpstreamLink {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamLink.class);

  /** Who could not reach an upstream does without it for so long. */
  private static final long OUTAGE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Repository repository;
  private final UpstreamClient client;
  private volatile @Nullable GitCredentials credentials;
  private volatile @Nullable Refusal unusable;
  private volatile long outageEnd = System.nanoTime();

  UpstreamLink(Repository repository, UpstreamClient client) {
    this.repository = repository;
    this.client = client;
  }

  /** Leads to this upstream from now on. */
  void use(GitCredentials upstream) {
    credentials = upstream;
    unusable = null;
    outageEnd = System.nanoTime();
  }

  /** Leads nowhere, because the credentials are lost; every use is refused with {@code reason}. */
  void refuseUse(Refusal reason) {
    unusable = reason;
  }

  boolean exists() {
    return credentials != null || unusable != null;
  }

  /** Where the upstream is, {@code ""} without one. */
  String url() {
    GitCredentials upstream = credentials;
    return upstream == null ? "" : upstream.remoteUrl();
  }

  /** What clients may see of the credentials, empty without an upstream. */
  Map<String, Object> visible() {
    GitCredentials upstream = credentials;
    return upstream == null ? Map.of() : upstream.visible();
  }

  /** The upstream's heads, their commits brought here; {@code null} without an upstream. */
  @Nullable
  UpstreamHeads fetch() throws UpstreamFailure {
    GitCredentials upstream = usable();
    return upstream == null ? null : client.fetch(repository, upstream);
  }

  /** Moves branches there; nothing to do without an upstream. */
  void push(Map<String, UpstreamClient.Move> branches) throws UpstreamFailure {
    GitCredentials upstream = usable();
    if (upstream != null) {
      client.push(repository, upstream, branches);
    }
  }

  boolean isOut() {
    return System.nanoTime() - outageEnd < 0;
  }

  /** Takes note that the upstream is away; fails if {@code failure} says something else. */
  void tolerate(UpstreamFailure failure) throws UpstreamFailure {
    if (failure.kind() != Kind.UNREACHABLE) {
      throw failure;
    }
    outageEnd = System.nanoTime() + OUTAGE_NANOS;
    LOG.atWarn()
        .addKeyValue("repository", repository.getDirectory().getName())
        .addKeyValue("error", failure.getMessage())
        .log("an upstream can not be reached; reads are answered from the copy here");
  }

  private @Nullable GitCredentials usable() {
    Refusal reason = unusable;
    if (reason != null) {
      throw reason;
    }
    return credentials;
  }
}
