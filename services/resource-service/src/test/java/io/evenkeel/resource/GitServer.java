package io.evenkeel.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A Git server as providers run it: {@code git http-backend} behind HTTP with a login. */
final class GitServer implements AutoCloseable {

  static final String TOKEN = "s3cr3t-t0ken";

  private final Path root;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Answers every request with this status instead; 0 for none. */
  private volatile int status;

  /** Answers every request with this page instead; {@code ""} for none. */
  private volatile String page = "";

  private volatile String proxyAuthorization = "";

  /** Refuses pushes with 403. */
  private volatile boolean readOnly;

  private GitServer(Path root, HttpServer server) {
    this.root = root;
    this.server = server;
  }

  static GitServer start(Path root) {
    try {
      return start(root, HttpServer.create(loopback(), 0));
    } catch (IOException failed) {
      throw new AssertionError("the Git server could not start", failed);
    }
  }

  /** Speaks https, with the certificate that {@code tls} has. */
  static GitServer start(Path root, SSLContext tls) {
    try {
      HttpsServer server = HttpsServer.create(loopback(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return start(root, server);
    } catch (IOException failed) {
      throw new AssertionError("the Git server could not start", failed);
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static GitServer start(Path root, HttpServer server) {
    GitServer git = new GitServer(root, server);
    server.setExecutor(git.threads);
    server.createContext("/", git::handle);
    server.start();
    return git;
  }

  /** Makes an empty repository and yields its URL. */
  String create(String name) {
    RunningService.run(
        List.of("git", "init", "-q", "--bare", "-b", "master", path(name).toString()));
    git(name, "config", "http.receivepack", "true");
    return url(name);
  }

  String url(String name) {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return "%s://127.0.0.1:%d/%s.git".formatted(scheme, port(), name);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What the last request gave to a proxy, {@code ""} for nothing. */
  String proxyAuthorization() {
    return proxyAuthorization;
  }

  Path path(String name) {
    return root.resolve(name + ".git");
  }

  String git(String name, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", path(name).toString()));
    command.addAll(List.of(arguments));
    return RunningService.run(command);
  }

  /** Somebody else commits {@code file} on {@code branch}, which is made if it is not there. */
  String commit(String name, String branch, String file, String content) {
    String script = """
        set -e
        cd "$1"
        blob=$(printf %s "$4" | git hash-object -w --stdin)
        export GIT_INDEX_FILE="$1/index.$$"
        while :; do
        rm -f "$GIT_INDEX_FILE"
        parent=$(git rev-parse -q --verify "refs/heads/$2" || true)
        [ -z "$parent" ] || git read-tree "$parent"
        git update-index --add --cacheinfo "100644,$blob,$3"
        commit=$(git -c user.name=p -c user.email=p@x commit-tree -m pushed \
          ${parent:+-p "$parent"} "$(git write-tree)")
        git update-ref "refs/heads/$2" "$commit" \
          "${parent:-0000000000000000000000000000000000000000}" 2> /dev/null && break
        done
        rm -f "$GIT_INDEX_FILE"
        echo "$commit"
        """;
    return RunningService.run(
        List.of("sh", "-c", script, "sh", path(name).toString(), branch, file, content));
  }

  void answer(int chosen) {
    status = chosen;
  }

  void answer(String html) {
    page = html;
  }

  void readOnly(boolean refused) {
    readOnly = refused;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String proxy = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
    proxyAuthorization = proxy == null ? "" : proxy;
    String login = "Basic " + Base64.getEncoder().encodeToString(("bot:" + TOKEN).getBytes(UTF_8));
    boolean push = exchange.getRequestURI().toString().contains("git-receive-pack");
    if (status != 0) {
      exchange.sendResponseHeaders(status, -1);
    } else if (!page.isEmpty()) {
      exchange.getResponseHeaders().add("Content-Type", "text/html");
      exchange.sendResponseHeaders(200, page.length());
      exchange.getResponseBody().write(page.getBytes(UTF_8));
    } else if (!login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
      exchange.sendResponseHeaders(401, -1);
    } else if (readOnly && push) {
      exchange.sendResponseHeaders(403, -1);
    } else {
      backend(exchange, body);
    }
    exchange.close();
  }

  private void backend(HttpExchange exchange, byte[] body) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    builder.environment().putAll(environment(exchange, body.length));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var input = process.getOutputStream()) {
      input.write(body);
    }
    InputStream output = process.getInputStream();
    int code = 200;
    for (String line = line(output); !line.isEmpty(); line = line(output)) {
      String[] header = line.split(": ", 2);
      if (header[0].equals("Status")) {
        code = Integer.parseInt(header[1].substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(header[0], header[1]);
      }
    }
    byte[] content = output.readAllBytes();
    exchange.sendResponseHeaders(code, content.length == 0 ? -1 : content.length);
    exchange.getResponseBody().write(content);
  }

  private Map<String, String> environment(HttpExchange exchange, int length) {
    Map<String, String> environment = new HashMap<>(Map.of(
        "GIT_PROJECT_ROOT", root.toString(),
        "GIT_HTTP_EXPORT_ALL", "1",
        "PATH_INFO", exchange.getRequestURI().getPath(),
        "QUERY_STRING", String.valueOf(exchange.getRequestURI().getQuery()),
        "REQUEST_METHOD", exchange.getRequestMethod(),
        "REMOTE_USER", "bot",
        "REMOTE_ADDR", "127.0.0.1",
        "CONTENT_LENGTH", String.valueOf(length)));
    for (Map.Entry<String, String> header : Map.of(
            "Content-Type", "CONTENT_TYPE", "Content-Encoding", "HTTP_CONTENT_ENCODING")
        .entrySet()) {
      String value = exchange.getRequestHeaders().getFirst(header.getKey());
      environment.put(header.getValue(), value == null ? "" : value);
    }
    return environment;
  }

  private static String line(InputStream input) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Removes a repository for good. */
  void delete(String name) {
    RunningService.run(List.of("rm", "-rf", path(name).toString()));
    if (Files.exists(path(name))) {
      throw new AssertionError(path(name) + " is still there");
    }
  }
}
