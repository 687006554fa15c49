package io.evenkeel.camel.helm;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.ListCommand;
import com.marcnuri.helm.Release;
import com.marcnuri.helm.ReleaseHistory;
import com.marcnuri.helm.StatusCommand;
import com.marcnuri.helm.TemplateCommand;
import com.marcnuri.helm.UninstallCommand;
import com.marcnuri.helm.UpgradeCommand;
import io.evenkeel.camel.helm.HelmCommand.Flag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Translates a {@link HelmCommand} into calls of helm-java, which runs Helm in this process. */
final class EmbeddedHelm {

  private EmbeddedHelm() {}

  static Release upgrade(HelmCommand command, ValuesFile values) {
    UpgradeCommand helm =
        isFile(command) ? new Helm(chart(command)).upgrade() : Helm.upgrade(command.chart());
    helm.withName(command.release()).withTimeout(seconds(command));
    unlessEmpty(command.historyText(), helm::withDescription);
    when(command, Flag.INSTALL, helm::install);
    when(command, Flag.CREATE_NAMESPACE, helm::createNamespace);
    when(command, Flag.REUSE_VALUES, helm::reuseValues);
    when(command, Flag.RESET_VALUES, helm::resetValues);
    when(command, Flag.WAIT, helm::waitReady);
    when(command, Flag.ATOMIC, helm::atomic);
    when(command, Flag.FORCE, helm::force);
    when(command, Flag.SKIP_CRDS, helm::skipCrds);
    when(command, Flag.DRY_RUN, () -> helm.withDryRunOption(DryRun.CLIENT));
    unlessEmpty(command.namespace(), helm::withNamespace);
    unlessEmpty(command.chartVersion(), helm::withVersion);
    cluster(command, helm::withKubeConfig);
    values(command, values, helm::withValuesFile, helm::set);
    return helm.call();
  }

  static Release install(HelmCommand command, ValuesFile values) {
    InstallCommand helm =
        isFile(command) ? new Helm(chart(command)).install() : Helm.install(command.chart());
    helm.withName(command.release()).withTimeout(seconds(command));
    unlessEmpty(command.historyText(), helm::withDescription);
    when(command, Flag.CREATE_NAMESPACE, helm::createNamespace);
    when(command, Flag.WAIT, helm::waitReady);
    when(command, Flag.ATOMIC, helm::atomic);
    when(command, Flag.SKIP_CRDS, helm::skipCrds);
    when(command, Flag.DRY_RUN, () -> helm.withDryRunOption(DryRun.CLIENT));
    unlessEmpty(command.namespace(), helm::withNamespace);
    unlessEmpty(command.chartVersion(), helm::withVersion);
    cluster(command, helm::withKubeConfig);
    values(command, values, helm::withValuesFile, helm::set);
    return helm.call();
  }

  static String template(HelmCommand command, ValuesFile values) {
    TemplateCommand helm =
        isFile(command) ? new Helm(chart(command)).template() : Helm.template(command.chart());
    helm.withName(command.release());
    when(command, Flag.SKIP_CRDS, helm::skipCrds);
    unlessEmpty(command.namespace(), helm::withNamespace);
    unlessEmpty(command.chartVersion(), helm::withVersion);
    values(command, values, helm::withValuesFile, helm::set);
    return helm.call();
  }

  static String uninstall(HelmCommand command) {
    UninstallCommand helm = Helm.uninstall(command.release());
    when(command, Flag.IGNORE_NOT_FOUND, helm::ignoreNotFound);
    when(command, Flag.KEEP_HISTORY, helm::keepHistory);
    when(command, Flag.DRY_RUN, helm::dryRun);
    unlessEmpty(command.namespace(), helm::withNamespace);
    cluster(command, helm::withKubeConfig);
    return helm.call();
  }

  static Release status(HelmCommand command) {
    StatusCommand helm = Helm.status(command.release());
    unlessEmpty(command.namespace(), helm::withNamespace);
    cluster(command, helm::withKubeConfig);
    return command.toRevision() == 0
        ? helm.call()
        : helm.withRevision(command.toRevision()).call();
  }

  static List<ReleaseHistory> history(HelmCommand command) {
    var helm = Helm.history(command.release());
    unlessEmpty(command.namespace(), helm::withNamespace);
    cluster(command, helm::withKubeConfig);
    return helm.call();
  }

  static List<Release> list(HelmCommand command) {
    ListCommand helm = Helm.list().all();
    when(command, Flag.ALL_NAMESPACES, helm::allNamespaces);
    unlessEmpty(command.namespace(), helm::withNamespace);
    cluster(command, helm::withKubeConfig);
    return helm.call();
  }

  private static void values(
      HelmCommand command, ValuesFile values, Consumer<Path> file, BiConsumer<String, Object> set) {
    command.valuesFiles().forEach(file);
    values.path().ifPresent(file);
    for (String expression : command.set()) {
      int equals = expression.indexOf('=');
      if (equals < 1) {
        throw new HelmException("--set needs key=value, not \"" + expression + "\"");
      }
      set.accept(expression.substring(0, equals), expression.substring(equals + 1));
    }
  }

  private static boolean isFile(HelmCommand command) {
    String chart = command.chart();
    boolean remote = chart.toLowerCase(Locale.ROOT).matches("[a-z]+://.*");
    if (remote || Files.exists(Path.of(chart)) || chart.isEmpty()) {
      return !remote;
    }
    if (chart.startsWith("/") || chart.startsWith(".") || chart.endsWith(".tgz")) {
      throw new HelmException("chart " + chart + " does not exist");
    }
    return false;
  }

  private static Path chart(HelmCommand command) {
    if (command.chart().isEmpty()) {
      throw new HelmException("no chart given (HelmChart, or the packed chart as the body)");
    }
    return Path.of(command.chart());
  }

  private static int seconds(HelmCommand command) {
    return Math.toIntExact(command.timeout().toSeconds());
  }

  private static void when(HelmCommand command, Flag flag, Runnable apply) {
    if (command.has(flag)) {
      apply.run();
    }
  }

  private static void unlessEmpty(String text, Consumer<String> apply) {
    if (!text.isEmpty()) {
      apply.accept(text);
    }
  }

  private static void cluster(HelmCommand command, Consumer<Path> apply) {
    if (command.kubeconfig() != null) {
      apply.accept(command.kubeconfig());
    }
  }
}
