package io.evenkeel.resource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys by which hosts of upstreams prove who they are, in a file of the form of OpenSSH's
 * {@code known_hosts}. A host that is not in it is written down when it is met first, unless the
 * file is the operator's; a host whose key has changed is refused.
 */
final class HostKeys implements ServerKeyDatabase {

  private static final Logger LOG = LoggerFactory.getLogger(HostKeys.class);
  private static final int SSH_PORT = 22;

  private final Path file;
  private final boolean complete;

  /** Reads {@code file}; {@code complete} if only the hosts in it may be talked to. */
  HostKeys(Path file, boolean complete) {
    this.file = file;
    this.complete = complete;
  }

  @Override
  public List<PublicKey> lookup(
      String address, InetSocketAddress remote, ServerKeyDatabase.Configuration ignored) {
    return known(remote);
  }

  @Override
  public synchronized boolean accept(
      String address,
      InetSocketAddress remote,
      PublicKey key,
      ServerKeyDatabase.Configuration ignored,
      CredentialsProvider unused) {
    List<PublicKey> known = known(remote);
    if (!known.isEmpty() || complete) {
      return known.stream().anyMatch(each -> KeyUtils.compareKeys(each, key));
    }
    return writeDown(remote, key);
  }

  private List<PublicKey> known(InetSocketAddress remote) {
    List<PublicKey> keys = new ArrayList<>();
    try {
      for (KnownHostEntry entry : Files.exists(file)
          ? KnownHostEntry.readKnownHostEntries(file)
          : List.<KnownHostEntry>of()) {
        if (entry.isHostMatch(remote.getHostString(), remote.getPort())) {
          keys.add(entry.getKeyEntry().resolvePublicKey(null, null, null));
        }
      }
    } catch (IOException | GeneralSecurityException unreadable) {
      LOG.atError()
          .addKeyValue("path", file)
          .addKeyValue("error", unreadable.getMessage())
          .log("the file of known SSH hosts can not be read; no host is trusted");
      return List.of();
    }
    return keys;
  }

  private boolean writeDown(InetSocketAddress remote, PublicKey key) {
    String host = remote.getPort() == SSH_PORT
        ? remote.getHostString()
        : "[%s]:%d".formatted(remote.getHostString(), remote.getPort());
    String line = "%s %s%n".formatted(host, PublicKeyEntry.toString(key));
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return true;
    } catch (IOException full) {
      LOG.atError()
          .addKeyValue("path", file)
          .addKeyValue("error", full.getMessage())
          .log("an SSH host could not be written down, so it is not trusted");
      return false;
    }
  }
}
