package io.evenkeel.kit.cluster;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one process tells the others about itself: all of it, every time.
 *
 * @param node its id
 * @param version later ones are higher
 * @param name what it is called in logs
 * @param info where its end of the bus listens; absent until it does
 * @param listeners what listens at each bus address
 */
record Announcement(
    String node,
    long version,
    String name,
    @Nullable NodeInfo info,
    Map<String, List<RegistrationInfo>> listeners) {

  Announcement {
    listeners = Map.copyOf(listeners);
  }

  byte[] toBytes() {
    Buffer buffer = Buffer.buffer().appendLong(version);
    appendText(buffer, node);
    appendText(buffer, name);
    buffer.appendByte((byte) (info == null ? 0 : 1));
    if (info != null) {
      info.writeToBuffer(buffer);
    }
    buffer.appendInt(listeners.size());
    listeners.forEach((address, registrations) -> {
      appendText(buffer, address);
      buffer.appendInt(registrations.size());
      registrations.forEach(registration -> buffer.appendLong(registration.seq()));
    });
    return buffer.getBytes();
  }

  /** Reads what {@link #toBytes} wrote; that of another release fails. */
  static Announcement read(byte[] bytes) {
    Reader in = new Reader(Buffer.buffer(bytes));
    long version = in.number();
    String node = in.text();
    String name = in.text();
    NodeInfo info = in.flag() ? in.info() : null;
    Map<String, List<RegistrationInfo>> listeners = new LinkedHashMap<>();
    for (int left = in.count(); left > 0; left--) {
      String address = in.text();
      List<RegistrationInfo> registrations = new ArrayList<>();
      for (int more = in.count(); more > 0; more--) {
        registrations.add(new RegistrationInfo(node, in.number(), false));
      }
      listeners.put(address, List.copyOf(registrations));
    }
    return new Announcement(node, version, name, info, listeners);
  }

  private static void appendText(Buffer buffer, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.appendInt(bytes.length).appendBytes(bytes);
  }

  private static final class Reader {

    private final Buffer buffer;
    private int position;

    Reader(Buffer buffer) {
      this.buffer = buffer;
    }

    long number() {
      position += Long.BYTES;
      return buffer.getLong(position - Long.BYTES);
    }

    int count() {
      position += Integer.BYTES;
      return buffer.getInt(position - Integer.BYTES);
    }

    boolean flag() {
      return buffer.getByte(position++) != 0;
    }

    String text() {
      int length = count();
      position += length;
      return buffer.getString(position - length, position);
    }

    NodeInfo info() {
      NodeInfo info = new NodeInfo();
      position = info.readFromBuffer(position, buffer);
      return info;
    }
  }
}
