package io.evenkeel.allinone;

import io.evenkeel.gateway.backup.BackupImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evenkeel import FILE --data DIR}: a backup into an installation that never ran. */
@Command(
    name = "import",
    description = "Import what export wrote into a data directory and a store that are empty.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "What export wrote.")
  Path file;

  @Option(
      names = "--without-secrets",
      description = "Leave out the secrets, for instance because their key is lost.")
  boolean withoutSecrets;

  @Mixin
  StoredOptions options;

  @Override
  public Integer call() {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("can not read %s: there is no such file".formatted(file));
    }
    Map<String, Object> done = StoppedServer.use(
        options.environment(), platform -> new BackupImport(platform, !withoutSecrets).from(file));
    System.out.printf(
        "imported the backup of %s: %s files, rows %s%n",
        done.get("at"), done.get("files"), done.get("rows"));
    return 0;
  }
}
