package io.evenkeel.bench;

import io.evenkeel.kit.FileTree;
import io.evenkeel.kit.Repeat;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Files of 4 KiB written into a project whose upstream is a Git server on this machine. */
final class UploadLoad {

  private static final double P95_MILLIS = 100;
  private static final int BYTES = 4096;

  private final Workbench bench;
  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private final String project = "bench-" + unique;

  UploadLoad(Workbench bench) {
    this.bench = bench;
  }

  List<Figure> run() {
    try {
      Path root = Files.createTempDirectory("evenkeel-bench-git-");
      try (LocalUpstream upstream = LocalUpstream.start(root)) {
        return measure(upstream);
      } finally {
        FileTree.delete(root);
      }
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  private List<Figure> measure(LocalUpstream upstream) {
    JsonObject credentials = new JsonObject()
        .put("remoteURL", upstream.repository(project))
        .put("user", "bench")
        .put("https", new JsonObject().put("token", LocalUpstream.TOKEN));
    bench.await(() -> BenchProject.create(bench.api(), unique, credentials));
    Latencies latencies = new Latencies();
    upload(bench.warmUp().dividedBy(2), latencies);
    latencies.clear();
    upload(bench.duration().dividedBy(2), latencies);
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("upload_p50", latencies.percentile(0.5), "ms"));
    figures.add(Figure.atMost("upload_p95", latencies.percentile(0.95), "ms", P95_MILLIS));
    figures.add(Figure.of("upload_samples", latencies.size(), ""));
    bench.await(() -> bench.api().delete("/controlPlane/v1/project/" + project));
    return figures;
  }

  /** One after the other, as a pipeline does. */
  private void upload(Duration time, Latencies latencies) {
    long end = System.nanoTime() + time.toNanos();
    bench.await(
        () -> Repeat.whileTrue(() -> one(latencies).map(stored -> System.nanoTime() - end <= 0)));
  }

  private Future<?> one(Latencies latencies) {
    long start = System.nanoTime();
    return bench
        .api()
        .post("/resource-service/v1/project/" + project + "/resource", file(latencies.size()))
        .onSuccess(stored -> latencies.addSince(start));
  }

  private static JsonObject file(int number) {
    byte[] content = new byte[BYTES];
    new Random(System.nanoTime()).nextBytes(content);
    return new JsonObject()
        .put(
            "resources",
            new JsonArray()
                .add(new JsonObject()
                    .put("resourceURI", "bench/file-%d.bin".formatted(number % 20))
                    .put("resourceContent", Base64.getEncoder().encodeToString(content))));
  }
}
