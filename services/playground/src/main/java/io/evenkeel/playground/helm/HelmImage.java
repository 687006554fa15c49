package io.evenkeel.playground.helm;

import com.marcnuri.helm.Helm;
import io.evenkeel.camel.helm.HelmCommand;
import io.evenkeel.camel.helm.HelmCommand.Operation;
import io.evenkeel.camel.helm.HelmException;
import io.evenkeel.camel.helm.HelmRelease;
import io.evenkeel.camel.helm.HelmRevision;
import io.evenkeel.camel.helm.HelmRunner;
import io.evenkeel.camel.helm.TerminationSignals;
import io.evenkeel.playground.cluster.Container;
import io.evenkeel.playground.cluster.ContainerRequest;
import io.evenkeel.playground.images.BatchImage;
import io.evenkeel.playground.images.ContainerFiles;
import io.evenkeel.playground.images.ContainerLog;
import io.evenkeel.playground.images.EntryPoint;
import io.evenkeel.playground.images.Image;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code alpine/helm}: takes the arguments {@code helm} takes, works on the playground's cluster
 * through its API, prints what {@code helm} prints. Chart and values paths are the container's.
 */
public final class HelmImage implements Image {

  /** The image's repository. */
  public static final String REPOSITORY = "alpine/helm";

  private static final String WORKING_DIRECTORY = "/apps";
  private static final int FAILED = 1;

  private final HelmRunner helm;
  private final Supplier<Path> kubeconfig;
  private final TerminationSignals signals = TerminationSignals.remember();

  public HelmImage(HelmRunner helm, Supplier<Path> kubeconfig) {
    this.helm = helm;
    this.kubeconfig = kubeconfig;
  }

  @Override
  public Container start(ContainerRequest request) {
    List<String> arguments = EntryPoint.arguments(request, "helm");
    return BatchImage.of((asked, log) -> run(asked, arguments, log)).start(request);
  }

  private int run(ContainerRequest request, List<String> words, ContainerLog log) {
    try {
      if (words.equals(List.of("version"))) {
        log.print(Helm.version().call());
      } else {
        carryOut(request, HelmArguments.parse(words), log);
      }
      return 0;
    } catch (HelmUsageException | IllegalArgumentException refused) {
      log.print("Error: " + refused.getMessage());
    } catch (HelmException failure) {
      log.print("Error: " + words(failure));
    } finally {
      signals.restore();
    }
    return FAILED;
  }

  private void carryOut(ContainerRequest request, HelmArguments arguments, ContainerLog log) {
    ContainerFiles files = new ContainerFiles(request, WORKING_DIRECTORY);
    HelmCommand command = HelmCommands.of(arguments, files, request.namespace(), kubeconfig.get());
    log.print(
        switch (arguments.verb()) {
          case UPGRADE -> HelmSummary.upgraded(helm.upgrade(command));
          case INSTALL -> HelmSummary.of(helm.install(command));
          case STATUS -> HelmSummary.of(helm.status(command));
          case TEMPLATE -> helm.template(command);
          case ROLLBACK -> rollback(command);
          case UNINSTALL -> uninstall(command);
          case HISTORY -> HelmTables.history(newest(arguments, helm.history(command)));
          case LIST -> list(arguments, command);
        });
  }

  private String rollback(HelmCommand command) {
    helm.rollback(command);
    return "Rollback was a success! Happy Helming!";
  }

  private String uninstall(HelmCommand command) {
    helm.uninstall(command);
    return "release \"%s\" uninstalled".formatted(command.release());
  }

  private String list(HelmArguments arguments, HelmCommand command) {
    List<HelmRelease> shown = helm.list(command).stream()
        .filter(release -> arguments.has(HelmFlag.ALL) || isSettled(release.status()))
        .toList();
    return HelmTables.releases(shown, release -> updated(release, command));
  }

  private Instant updated(HelmRelease release, HelmCommand command) {
    HelmCommand history = HelmCommand.of(Operation.HISTORY)
        .release(release.name())
        .namespace(release.namespace())
        .kubeconfig(command.kubeconfig())
        .build();
    List<HelmRevision> revisions = helm.history(history);
    return revisions.get(revisions.size() - 1).updated();
  }

  private static boolean isSettled(String status) {
    return status.equals("deployed") || status.equals("failed");
  }

  private static List<HelmRevision> newest(HelmArguments arguments, List<HelmRevision> all) {
    int most = arguments.number(HelmFlag.MAX, 256);
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  private static String words(HelmException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }
}
