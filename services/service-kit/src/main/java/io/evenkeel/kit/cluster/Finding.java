package io.evenkeel.kit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jgroups.Address;
import org.jgroups.Event;
import org.jgroups.PhysicalAddress;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCPPING;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.Responses;

/**
 * Where others may be. Every time somebody is looked for, the places are looked up anew and each
 * one found is asked; who does not answer does not exist. So nothing a dead process left behind,
 * its file or its DNS entry, is ever taken for a member.
 */
final class Finding extends TCPPING {

  private static final Pattern FILE = Pattern.compile("(.+)_(\\d{1,5})\\.member");
  private static final Pattern PLACE = Pattern.compile("(.+):(\\d{1,5})");

  private final ClusterConfig config;

  Finding(ClusterConfig config) {
    this.config = config;
    // Its messages are those of TCPPING.
    setId(ClassConfigurator.getProtocolId(TCPPING.class));
    initial_hosts_set_programmatically = true;
    setPortRange(0);
  }

  @Override
  public void findMembers(List<Address> members, boolean initial, Responses responses) {
    if (config.discovery() == ClusterConfig.Discovery.DIRECTORY) {
      enter();
    }
    initial_hosts = places().stream()
        .filter(place -> !place.isUnresolved())
        .map(place -> (PhysicalAddress) new IpAddress(place.getAddress(), place.getPort()))
        .toList();
    clearDynamicHostList();
    super.findMembers(members, initial, responses);
  }

  List<InetSocketAddress> places() {
    return switch (config.discovery()) {
      case ALONE -> List.of();
      case DIRECTORY -> files();
      case MEMBERS ->
        Arrays.stream(config.place().split(",", -1))
            .flatMap(place -> place(PLACE.matcher(place)))
            .toList();
      case DNS -> addresses();
    };
  }

  private List<InetSocketAddress> files() {
    if (!Files.exists(Path.of(config.place()))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(Path.of(config.place()))) {
      return files
          .flatMap(file -> place(FILE.matcher(file.getFileName().toString())))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(config.place() + " can not be read", unreadable);
    }
  }

  private List<InetSocketAddress> addresses() {
    try {
      return Arrays.stream(InetAddress.getAllByName(config.place()))
          .map(address -> new InetSocketAddress(address, config.port()))
          .toList();
    } catch (UnknownHostException nobodyYet) {
      return List.of();
    }
  }

  private static Stream<InetSocketAddress> place(Matcher text) {
    return text.matches()
        ? Stream.of(new InetSocketAddress(text.group(1), Integer.parseInt(text.group(2))))
        : Stream.empty();
  }

  /** The name of a file says it all: it can not be read half written. */
  private void enter() {
    Object own = down(new Event(Event.GET_PHYSICAL_ADDRESS, local_addr));
    if (own instanceof IpAddress address) {
      String name = address.getIpAddress().getHostAddress() + "_" + address.getPort() + ".member";
      Path file = Path.of(config.place()).resolve(name);
      try {
        Files.createDirectories(file.getParent());
        if (!Files.exists(file)) {
          Files.write(file, new byte[0]);
        }
      } catch (IOException unwritable) {
        throw new UncheckedIOException(config.place() + " can not be written", unwritable);
      }
    }
  }
}
