package io.evenkeel.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real Git server for upstreams: {@code git http-backend} behind HTTP, with a token. */
final class GitUpstream implements AutoCloseable {

  static final String TOKEN = "git-token";

  private final Path root;
  private final HttpServer http;
  private final ExecutorService workers = Executors.newFixedThreadPool(4);

  private GitUpstream(Path root, HttpServer http) {
    this.root = root;
    this.http = http;
  }

  static GitUpstream start(Path root) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    GitUpstream server = new GitUpstream(root, HttpServer.create(anyPort, 0));
    server.http.setExecutor(server.workers);
    server.http.createContext("/", server::serve);
    server.http.start();
    return server;
  }

  /** The address of a new, empty, bare repository. */
  String newRepository() {
    String name = "r-" + UUID.randomUUID() + ".git";
    run(root, List.of("git", "init", "-q", "--bare", name));
    run(root.resolve(name), List.of("git", "config", "http.receivepack", "true"));
    return base() + "/" + name;
  }

  /** The address of a repository nobody made. */
  String missing() {
    return base() + "/missing.git";
  }

  /** Somebody else's push: {@code file} on {@code branch} of the repository at {@code address}. */
  void push(String address, String branch, String file, String content) throws IOException {
    Path clone = root.resolve("clone-" + UUID.randomUUID());
    Path bare = root.resolve(address.substring(address.lastIndexOf('/') + 1));
    run(root, List.of("git", "clone", "-q", "-b", branch, bare.toString(), clone.toString()));
    Files.writeString(clone.resolve(file), content);
    run(clone, List.of("git", "add", "."));
    run(
        clone,
        List.of(
            "git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "push"));
    run(clone, List.of("git", "push", "-q"));
  }

  private String base() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  private static void run(Path directory, List<String> command) {
    try {
      Process process = new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + " said " + said);
      }
    } catch (IOException unstartable) {
      throw new UncheckedIOException(unstartable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!isAuthorised(exchange)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      Process backend = backend(exchange, body.length);
      backend.getOutputStream().write(body);
      backend.getOutputStream().close();
      answer(exchange, new BufferedInputStream(backend.getInputStream()));
    }
  }

  private static boolean isAuthorised(HttpExchange exchange) {
    String header = Objects.toString(exchange.getRequestHeaders().getFirst("Authorization"), "");
    return header.startsWith("Basic ")
        && new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8)
            .endsWith(":" + TOKEN);
  }

  private Process backend(HttpExchange exchange, int length) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    Map<String, String> cgi = builder.environment();
    cgi.put("GIT_PROJECT_ROOT", root.toString());
    cgi.put("GIT_HTTP_EXPORT_ALL", "1");
    cgi.put("REMOTE_USER", "bot");
    cgi.put("REMOTE_ADDR", "127.0.0.1");
    cgi.put("REQUEST_METHOD", exchange.getRequestMethod());
    cgi.put("PATH_INFO", exchange.getRequestURI().getPath());
    cgi.put("QUERY_STRING", Objects.toString(exchange.getRequestURI().getQuery(), ""));
    cgi.put("CONTENT_LENGTH", String.valueOf(length));
    Map<String, String> headers = Map.of(
        "CONTENT_TYPE", "Content-Type",
        "GIT_PROTOCOL", "Git-Protocol",
        "HTTP_CONTENT_ENCODING", "Content-Encoding");
    headers.forEach((variable, header) ->
        cgi.put(variable, Objects.toString(exchange.getRequestHeaders().getFirst(header), "")));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static void answer(HttpExchange exchange, InputStream cgi) throws IOException {
    int status = 200;
    for (String line = line(cgi); !line.isEmpty(); line = line(cgi)) {
      String[] header = line.split(": ", 2);
      if (header[0].equalsIgnoreCase("Status")) {
        status = Integer.parseInt(header[1].substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(header[0], header[1]);
      }
    }
    byte[] content = cgi.readAllBytes();
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    if (content.length > 0) {
      exchange.getResponseBody().write(content);
    }
  }

  private static String line(InputStream in) throws IOException {
    List<Byte> bytes = new ArrayList<>();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      bytes.add((byte) next);
    }
    StringBuilder line = new StringBuilder();
    bytes.forEach(octet -> line.append((char) (octet & 0xff)));
    return line.toString().strip();
  }

  @Override
  public void close() {
    http.stop(0);
    workers.shutdownNow();
  }
}
