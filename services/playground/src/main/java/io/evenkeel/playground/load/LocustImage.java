package io.evenkeel.playground.load;

import io.evenkeel.playground.cluster.ClusterNetwork;
import io.evenkeel.playground.cluster.Container;
import io.evenkeel.playground.cluster.ContainerRequest;
import io.evenkeel.playground.images.BatchImage;
import io.evenkeel.playground.images.ContainerFiles;
import io.evenkeel.playground.images.ContainerLog;
import io.evenkeel.playground.images.EntryPoint;
import io.evenkeel.playground.images.Image;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** {@code locustio/locust}: generates load as a locust file says, against Services' real pods. */
public final class LocustImage implements Image {

  /** The image's repository. */
  public static final String REPOSITORY = "locustio/locust";

  private static final String WORKING_DIRECTORY = "/home/locust";
  private static final int FILE_BYTES_MAX = 1 << 20;
  private static final int FAILED = 1;

  private final Vertx vertx;
  private final Supplier<ClusterNetwork> network;

  public LocustImage(Vertx vertx, Supplier<ClusterNetwork> network) {
    this.vertx = vertx;
    this.network = network;
  }

  @Override
  public Container start(ContainerRequest request) {
    List<String> arguments = EntryPoint.arguments(request, "locust");
    return BatchImage.of((asked, log) -> run(asked, arguments, log)).start(request);
  }

  private int run(ContainerRequest request, List<String> arguments, ContainerLog log)
      throws IOException, InterruptedException {
    ContainerFiles files = new ContainerFiles(request, WORKING_DIRECTORY);
    LoadTestVerticle test;
    try {
      LocustOptions options =
          LocustOptions.read(arguments, request.env(), path -> content(files, path));
      LocustFile file = locustFile(files, options.locustfile()).withHost(options.host());
      test = new LoadTestVerticle(options, file, network.get(), request.namespace(), log);
    } catch (LocustException refused) {
      log.print("locust: " + refused.getMessage());
      return refused.exitCode();
    }
    return carryOut(test, log);
  }

  private int carryOut(LoadTestVerticle test, ContainerLog log) throws InterruptedException {
    var deployment = vertx.deployVerticle(test);
    try {
      String id = deployment.toCompletionStage().toCompletableFuture().get();
      int code = test.exit().get();
      vertx.undeploy(id).toCompletionStage().toCompletableFuture().get();
      return code;
    } catch (ExecutionException failure) {
      log.print("locust: " + failure.getCause());
      return FAILED;
    } catch (InterruptedException stopped) {
      deployment.onSuccess(vertx::undeploy);
      throw stopped;
    }
  }

  private static LocustFile locustFile(ContainerFiles files, String path) {
    String source = content(files, path)
        .orElseThrow(() -> new LocustException(
            "Could not find '" + path + "'. Ensure your locustfile ends with '.py', or use -f."));
    return LocustFileParser.parse(path, source);
  }

  private static Optional<String> content(ContainerFiles files, String path) {
    return files.find(path).filter(Files::isRegularFile).map(LocustImage::read);
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new LocustException(
            "error: " + file.getFileName() + " is larger than " + FILE_BYTES_MAX + " bytes");
      }
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new LocustException(
          "error: cannot read " + file.getFileName() + ": " + unreadable.getMessage());
    }
  }
}
