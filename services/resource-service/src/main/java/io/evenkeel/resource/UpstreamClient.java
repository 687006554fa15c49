package io.evenkeel.resource;

import io.evenkeel.resource.UpstreamFailure.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;

/**
 * Talks Git with upstreams. Blocking; safe from several threads. What goes wrong is an
 * {@link UpstreamFailure} that says so without showing a secret.
 */
final class UpstreamClient {

  /** The first words in which servers say that somebody else was faster. */
  private static final List<String> MOVED = List.of(
      "non-fast-forward",
      "fetch first",
      "failed to update ref",
      "cannot lock ref",
      "failed to lock",
      "incorrect old value",
      "reference already exists",
      "stale info");

  private final UpstreamTransports transports;

  UpstreamClient(UpstreamTransports transports) {
    this.transports = transports;
  }

  /** Where a branch is and where it shall be; {@link ObjectId#zeroId()} while it is not there. */
  record Move(ObjectId from, ObjectId to) {}

  /** What the upstream holds; only looks. */
  UpstreamHeads look(Repository repository, GitCredentials credentials) throws UpstreamFailure {
    return talk(repository, credentials, transport -> {
      try (FetchConnection connection = transport.openFetch()) {
        return UpstreamHeads.of(connection.getRefsMap());
      }
    });
  }

  /** Brings all branches' and tags' commits; leaves the references of {@code repository} alone. */
  UpstreamHeads fetch(Repository repository, GitCredentials credentials) throws UpstreamFailure {
    return talk(repository, credentials, transport -> {
      try (FetchConnection connection = transport.openFetch()) {
        Map<String, Ref> refs = connection.getRefsMap();
        List<Ref> missing = missing(repository, refs.values());
        if (!missing.isEmpty()) {
          connection.fetch(new TransferLimit(), missing, Set.of());
          unlock(connection.getPackLocks());
        }
        return UpstreamHeads.of(refs);
      }
    });
  }

  /**
   * Moves branches of the upstream, all or none, never by force.
   *
   * @throws UpstreamFailure of kind {@link Kind#MOVED} if one is not where it is expected
   */
  void push(Repository repository, GitCredentials credentials, Map<String, Move> branches)
      throws UpstreamFailure {
    talk(repository, credentials, transport -> {
      List<RemoteRefUpdate> updates = new ArrayList<>();
      for (Map.Entry<String, Move> branch : branches.entrySet()) {
        updates.add(update(repository, branch.getKey(), branch.getValue()));
      }
      transport.setPushAtomic(updates.size() > 1);
      check(transport.push(new TransferLimit(), updates));
      return updates;
    });
  }

  private static RemoteRefUpdate update(Repository repository, String branch, Move move)
      throws IOException {
    String name = Constants.R_HEADS + branch;
    return new RemoteRefUpdate(repository, name, move.to(), name, false, null, move.from());
  }

  private static void check(PushResult result) throws UpstreamFailure {
    for (RemoteRefUpdate update : result.getRemoteUpdates()) {
      String message = String.valueOf(update.getMessage());
      switch (update.getStatus()) {
        case OK, UP_TO_DATE -> {}
        case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED, NON_EXISTING ->
          throw new UpstreamFailure(Kind.MOVED, update.getRemoteName());
        default -> throw rejected(message);
      }
    }
  }

  private static UpstreamFailure rejected(String message) {
    return MOVED.stream().anyMatch(message::contains)
        ? new UpstreamFailure(Kind.MOVED, message)
        : new UpstreamFailure(
            Kind.REJECTED,
            "the upstream refused the change (%s); its rules for branches must let Keptn push"
                .formatted(UpstreamErrors.printable(message)));
  }

  private static List<Ref> missing(Repository repository, Collection<Ref> refs) throws IOException {
    List<Ref> missing = new ArrayList<>();
    for (Ref ref : refs) {
      boolean wanted =
          ref.getName().startsWith(Constants.R_HEADS) || ref.getName().startsWith(Constants.R_TAGS);
      if (wanted && !repository.getObjectDatabase().has(ref.getObjectId())) {
        missing.add(ref);
      }
    }
    return missing;
  }

  private static void unlock(Collection<PackLock> locks) throws IOException {
    for (PackLock lock : locks) {
      lock.unlock();
    }
  }

  /** One conversation. */
  @FunctionalInterface
  private interface Conversation<T> {
    T over(Transport transport) throws IOException;
  }

  private <T> T talk(
      Repository repository, GitCredentials credentials, Conversation<T> conversation)
      throws UpstreamFailure {
    try (Transport transport = transports.open(repository, credentials)) {
      return conversation.over(transport);
    } catch (UpstreamFailure known) {
      throw known;
    } catch (IOException failed) {
      throw UpstreamErrors.toFailure(credentials, failed);
    }
  }
}
