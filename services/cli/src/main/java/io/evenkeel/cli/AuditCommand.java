package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit list|verify}: what was done through the API. Needs a token with scope admin. */
@Command(
    name = "audit",
    description = "Show who did what, and prove that the record was not changed.",
    subcommands = {AuditCommand.Show.class, AuditCommand.Verify.class})
final class AuditCommand extends Group {

  /** {@code audit list}: newest first. */
  @Command(name = "list", description = "List control actions: who, what, from where, outcome.")
  static final class Show extends Verb {

    private static final int PAGE = 500;

    @Option(
        names = {"-p", "--project"},
        description = "Only in this project")
    @Nullable
    String project;

    @Option(names = "--token-name", paramLabel = "TOKENNAME", description = "Only with this token")
    @Nullable
    String tokenName;

    @Option(names = "--operation", description = "Only this operation, e.g. deleteProject")
    @Nullable
    String operation;

    @Option(
        names = "--limit",
        defaultValue = "50",
        description = "At most so many entries (${DEFAULT-VALUE})")
    int limit;

    @Mixin
    Listing listing;

    @Override
    protected void run() {
      listing.check();
      listing.print(this, entries(api()), "No entries found", "hash", Show::table);
    }

    private List<Map<String, Object>> entries(Api api) {
      List<Map<String, Object>> entries = new ArrayList<>();
      String key = "";
      do {
        Map<String, Object> page = api.get(ApiPath.evenkeel("audit")
            .where("project", project)
            .where("token", tokenName)
            .where("operation", operation)
            .where("pageSize", String.valueOf(Math.min(PAGE, limit - entries.size())))
            .where("nextPageKey", key)
            .toString());
        Json.list(page.get("entries")).forEach(entry -> entries.add(Json.object(entry)));
        key = Json.text(page.get("nextPageKey"));
      } while (!key.isEmpty() && entries.size() < limit);
      return entries;
    }

    private static Table table(List<Map<String, Object>> entries) {
      Table table = new Table("TIME", "TOKEN", "FROM", "OPERATION", "STATUS", "TARGET", "DETAIL");
      entries.forEach(entry -> table.row(
          Json.text(entry.get("time")),
          Json.text(entry.get("tokenName")),
          Json.text(entry.get("peer")),
          Json.text(entry.get("operation")),
          Json.write(entry.get("status")),
          Json.text(entry.get("target")),
          Json.text(entry.get("detail"))));
      return table;
    }
  }

  /** {@code audit verify}: exit status 1 if an entry was changed, removed or added. */
  @Command(
      name = "verify",
      description = {
        "Let the server compute the chain of hashes anew; fails if it is broken.",
        "Note position and hash of the head, and give them later: that shows whether the record",
        "was written anew or cut off in between."
      })
  static final class Verify extends Verb {

    @Option(names = "--position", description = "Of an entry noted earlier")
    @Nullable
    Long position;

    @Option(names = "--hash", description = "Of the same entry")
    @Nullable
    String hash;

    @Override
    protected void run() {
      if ((position == null) != (hash == null)) {
        throw misuse("--position and --hash belong together");
      }
      Map<String, Object> verdict = api()
          .get(ApiPath.evenkeel("audit", "verify")
              .where("position", position == null ? "" : position.toString())
              .where("hash", hash)
              .toString());
      if (!Boolean.TRUE.equals(verdict.get("valid"))) {
        throw new CommandFailure(
            "the audit record is not as it was written: " + Json.text(verdict.get("problem")));
      }
      say("The audit record is unbroken: %s entries, head at position %s with hash %s"
          .formatted(
              Json.write(verdict.get("entries")),
              Json.write(Json.at(verdict, "head", "position")),
              Json.text(Json.at(verdict, "head", "hash"))));
    }
  }
}
