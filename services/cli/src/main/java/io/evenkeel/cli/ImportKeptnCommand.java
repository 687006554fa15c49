package io.evenkeel.cli;

import io.evenkeel.cli.migrate.KeptnImport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code import keptn --endpoint=URL --api-token=T}: moves an installation here. Ours. */
@Command(
    name = "keptn",
    description = {
      "Move projects from a Keptn (or another Evenkeel) to the server of the current context:",
      "shipyard, stages, services, files, subscriptions, past events and ended runs. Nothing is",
      "changed at the source, nothing that is here is lost, and it can be done again.",
      "Exit status: 0 everything was moved that can be, 2 something was not (it is listed),",
      "1 an error; the same command then goes on where it was."
    })
final class ImportKeptnCommand extends Verb {

  @Option(
      names = {"-a", "--api-token"},
      required = true,
      paramLabel = "TOKEN",
      description = "The API token of the source, whose address is --endpoint")
  String apiToken;

  @Option(
      names = {"-p", "--project"},
      split = ",",
      description = "Only these projects; repeatable")
  List<String> projects = new ArrayList<>();

  @Option(names = "--no-history", description = "Leave out past events and runs")
  boolean withoutHistory;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing")
  boolean dryRun;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Where to note what is done, while it is under way (./evenkeel-import-HOST.json)")
  @Nullable
  Path state;

  @Override
  protected void run() {
    String address = cli().endpoint;
    if (address == null) {
      throw misuse("required flag(s) \"endpoint\" not set: the API to import from");
    }
    Endpoint source = new Endpoint(Endpoint.address(address, false), apiToken, "--endpoint");
    KeptnImport work = new KeptnImport(
        new Api(source),
        new Api(cli().endpointBesides()),
        Set.copyOf(projects),
        !withoutHistory,
        dryRun,
        state == null ? Path.of("evenkeel-import-" + source.api().getHost() + ".json") : state);
    if (!work.run(this::remark)) {
      exitWith(ExitStatus.WARNING);
    }
  }
}
