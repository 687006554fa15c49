package io.evenkeel.playground.helm;

import io.evenkeel.camel.helm.HelmCommand;
import io.evenkeel.camel.helm.HelmCommand.Flag;
import io.evenkeel.camel.helm.HelmCommandBuilder;
import io.evenkeel.playground.images.ContainerFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Translates a command line into a {@link HelmCommand}. */
final class HelmCommands {

  private static final Map<HelmFlag, Flag> SWITCHES = new EnumMap<>(HelmFlag.class);

  static {
    SWITCHES.put(HelmFlag.INSTALL_IF_MISSING, Flag.INSTALL);
    SWITCHES.put(HelmFlag.CREATE_NAMESPACE, Flag.CREATE_NAMESPACE);
    SWITCHES.put(HelmFlag.REUSE_VALUES, Flag.REUSE_VALUES);
    SWITCHES.put(HelmFlag.RESET_VALUES, Flag.RESET_VALUES);
    SWITCHES.put(HelmFlag.ATOMIC, Flag.ATOMIC);
    SWITCHES.put(HelmFlag.FORCE, Flag.FORCE);
    SWITCHES.put(HelmFlag.SKIP_CRDS, Flag.SKIP_CRDS);
    SWITCHES.put(HelmFlag.WAIT, Flag.WAIT);
    SWITCHES.put(HelmFlag.DRY_RUN, Flag.DRY_RUN);
    SWITCHES.put(HelmFlag.ALL_NAMESPACES, Flag.ALL_NAMESPACES);
    SWITCHES.put(HelmFlag.IGNORE_NOT_FOUND, Flag.IGNORE_NOT_FOUND);
    SWITCHES.put(HelmFlag.KEEP_HISTORY, Flag.KEEP_HISTORY);
  }

  private HelmCommands() {}

  /**
   * Builds the command.
   *
   * @param ownNamespace where Helm works without {@code --namespace}
   */
  static HelmCommand of(
      HelmArguments arguments, ContainerFiles files, String ownNamespace, Path kubeconfig) {
    HelmCommandBuilder command = HelmCommand.of(arguments.verb().operation())
        .namespace(arguments.text(HelmFlag.NAMESPACE, ownNamespace))
        .chartVersion(arguments.text(HelmFlag.VERSION, ""))
        .description(arguments.text(HelmFlag.DESCRIPTION, ""))
        .historyMax(arguments.number(HelmFlag.HISTORY_MAX, HelmCommand.DEFAULT_HISTORY_MAX))
        .values(SetString.tree(arguments.all(HelmFlag.SET_STRING)))
        .timeout(GoDuration.parse("timeout", arguments.text(HelmFlag.TIMEOUT, "5m0s")))
        .kubeconfig(kubeconfig);
    SWITCHES.forEach((flag, on) -> command.with(on, arguments.has(flag)));
    // Helm waits whenever it may have to undo.
    command.with(Flag.WAIT, arguments.has(HelmFlag.ATOMIC));
    arguments.all(HelmFlag.SET).forEach(command::set);
    arguments.all(HelmFlag.VALUES).forEach(path -> command.valuesFile(valuesFile(files, path)));
    subject(arguments, files, command);
    return command.build();
  }

  private static void subject(
      HelmArguments arguments, ContainerFiles files, HelmCommandBuilder command) {
    List<String> words = arguments.positional();
    if (!words.isEmpty()) {
      command.release(words.get(0));
    }
    switch (arguments.verb()) {
      case UPGRADE, INSTALL, TEMPLATE -> command.chart(chart(files, words.get(1)));
      case ROLLBACK -> command.toRevision(words.size() > 1 ? revision(words.get(1)) : 0);
      case STATUS -> command.toRevision(arguments.number(HelmFlag.REVISION, 0));
      default -> {}
    }
  }

  private static String chart(ContainerFiles files, String path) {
    boolean repository = path.contains("://")
        || (path.matches("[\\w-]+/[\\w.-]+") && files.find(path).isEmpty());
    if (repository) {
      return path;
    }
    return files
        .find(path)
        .filter(Files::exists)
        .map(Path::toString)
        .orElseThrow(() -> new HelmUsageException("path \"%s\" not found".formatted(path)));
  }

  private static Path valuesFile(ContainerFiles files, String path) {
    return files
        .find(path)
        .filter(Files::isRegularFile)
        .orElseThrow(
            () -> new HelmUsageException("open %s: no such file or directory".formatted(path)));
  }

  private static int revision(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new HelmUsageException(
          "could not convert revision to a number: strconv.Atoi: parsing \"%s\": invalid syntax"
              .formatted(text));
    }
    return Integer.parseInt(text);
  }
}
