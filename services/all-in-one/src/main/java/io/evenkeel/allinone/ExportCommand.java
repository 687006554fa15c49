package io.evenkeel.allinone;

import io.evenkeel.gateway.backup.BackupExport;
import io.evenkeel.kit.OwnerOnly;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evenkeel export FILE --data DIR}: a backup of a server that is stopped. */
@Command(
    name = "export",
    description = "Write all that a stopped server keeps to a file.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The file to write.")
  Path file;

  @Option(
      names = "--with-keys",
      description = "Also the keys of secrets and Git credentials: keep the file as safe as them.")
  boolean withKeys;

  @Mixin
  StoredOptions options;

  @Override
  public Integer call() throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Map<String, String> environment = options.environment();
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, OwnerOnly.attributes());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
      StoppedServer.use(environment, platform -> new BackupExport(platform, withKeys).to(out));
    } catch (IOException | RuntimeException failed) {
      Files.deleteIfExists(unfinished);
      throw failed;
    }
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    System.out.printf("wrote %s (%,d bytes)%n", file, Files.size(file));
    return 0;
  }
}
