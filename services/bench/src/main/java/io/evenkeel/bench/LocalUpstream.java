package io.evenkeel.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A Git server as providers run it: {@code git http-backend} behind HTTP. Needs {@code git}. */
final class LocalUpstream implements AutoCloseable {

  /** Anything will do: nobody else reaches it. */
  static final String TOKEN = "bench";

  private final Path root;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  private LocalUpstream(Path root, HttpServer http) {
    this.root = root;
    this.http = http;
  }

  static LocalUpstream start(Path root) throws IOException {
    // Or else this server holds back the second half of each answer for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    LocalUpstream upstream = new LocalUpstream(root, HttpServer.create(anyPort, 0));
    upstream.http.setExecutor(upstream.threads);
    upstream.http.createContext("/", upstream::serve);
    upstream.http.start();
    return upstream;
  }

  /** Makes an empty repository; yields its address. */
  String repository(String name) {
    Path bare = root.resolve(name + ".git");
    git("init", "-q", "--bare", "-b", "main", bare.toString());
    git("-C", bare.toString(), "config", "http.receivepack", "true");
    return "http://127.0.0.1:%d/%s.git".formatted(http.getAddress().getPort(), name);
  }

  private static void git(String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
    } catch (IOException absent) {
      throw new IllegalStateException(
          "a local Git server needs the program git: " + absent.getMessage(), absent);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Process backend = backend(exchange, body.length);
      backend.getOutputStream().write(body);
      backend.getOutputStream().close();
      answer(exchange, backend.getInputStream());
    }
  }

  private Process backend(HttpExchange exchange, int length) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    Map<String, String> cgi = builder.environment();
    cgi.put("GIT_PROJECT_ROOT", root.toString());
    cgi.put("GIT_HTTP_EXPORT_ALL", "1");
    cgi.put("REMOTE_USER", "bench");
    cgi.put("REMOTE_ADDR", "127.0.0.1");
    cgi.put("REQUEST_METHOD", exchange.getRequestMethod());
    cgi.put("PATH_INFO", exchange.getRequestURI().getPath());
    cgi.put("QUERY_STRING", Objects.toString(exchange.getRequestURI().getQuery(), ""));
    cgi.put("CONTENT_LENGTH", String.valueOf(length));
    Map.of(
            "CONTENT_TYPE", "Content-Type",
            "GIT_PROTOCOL", "Git-Protocol",
            "HTTP_CONTENT_ENCODING", "Content-Encoding")
        .forEach((name, header) ->
            cgi.put(name, Objects.toString(exchange.getRequestHeaders().getFirst(header), "")));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** A CGI program writes headers, {@code Status} among them, an empty line, and the body. */
  private static void answer(HttpExchange exchange, InputStream cgi) throws IOException {
    int status = 200;
    for (String line = line(cgi); !line.isEmpty(); line = line(cgi)) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).strip();
      if (line.startsWith("Status:")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(line.substring(0, colon), value);
      }
    }
    byte[] body = cgi.readAllBytes();
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
      line.append((char) read);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
