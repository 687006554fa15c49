package io.evenkeel.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Requests that no HTTP library would send. Text is Latin-1, so every byte can be sent. */
final class RawHttp {

  private static final int PATIENCE_MILLIS = 20_000;

  private RawHttp() {}

  /** Sends the lines (an empty one starts the body) and reads until the server closes. */
  static String ask(int port, String requestLine, String... lines) throws IOException {
    List<String> all = List.of(lines);
    int blank = all.indexOf("");
    List<String> headers = blank < 0 ? all : all.subList(0, blank);
    String body = blank < 0 ? "" : all.get(blank + 1);
    String head = headers.stream()
        .map(header -> header + "\r\n")
        .collect(
            Collectors.joining("", requestLine + "\r\n", "host: x\r\nconnection: close\r\n\r\n"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
