package io.evenkeel.system.chaos;

import io.evenkeel.kit.Ports;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A link that can break: passes bytes on to a port of this machine until it is cut. */
final class CutProxy implements Closeable {

  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile long brokenUntil = System.nanoTime();

  CutProxy(int target) {
    this.target = target;
    try {
      entrance = new ServerSocket(Ports.lasting(), 200, InetAddress.getLoopbackAddress());
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
    daemon(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Breaks every connection in mid-sentence; new ones are refused for {@code silence}. */
  void cut(Duration silence) {
    brokenUntil = System.nanoTime() + silence.toNanos();
    open.forEach(CutProxy::end);
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        daemon(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try {
      if (System.nanoTime() < brokenUntil) {
        client.close();
        return;
      }
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(client);
      open.add(server);
      daemon(() -> pass(server, client));
      pass(client, server);
    } catch (IOException unreachable) {
      end(client);
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[16_384];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (IOException broken) {
      end(from);
    }
    end(from);
    end(to);
    open.remove(from);
    open.remove(to);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException unclosable) {
      throw new UncheckedIOException(unclosable);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "link");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    open.forEach(CutProxy::end);
  }
}
