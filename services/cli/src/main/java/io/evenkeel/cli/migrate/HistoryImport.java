package io.evenkeel.cli.migrate;

import io.evenkeel.cli.Api;
import io.evenkeel.cli.ApiPath;
import io.evenkeel.cli.CommandFailure;
import io.evenkeel.model.Json;
import io.evenkeel.model.sequence.StateDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Takes over the events of a project and the summaries of its runs that are over. The source lists
 * events newest first; they are kept in files until the last page is there, because the oldest have
 * to be stored first.
 */
final class HistoryImport {

  private static final String PAGE = "100";
  private static final int TELL_EVERY_PAGES = 50;

  private final Api source;
  private final Api target;
  private final Report report;

  HistoryImport(Api source, Api target, Report report) {
    this.source = source;
    this.target = target;
    this.report = report;
  }

  /** Events with a time before {@code end}, so that pages stay the same while they are read. */
  void events(String project, Instant end) {
    Path folder = spool();
    try {
      List<Path> pages = fetch(project, end, folder);
      Collections.reverse(pages);
      int all = 0;
      int fresh = 0;
      for (Path page : pages) {
        List<Object> events = new ArrayList<>(Json.list(Json.parse(Files.readString(page))));
        Collections.reverse(events);
        all += events.size();
        fresh += store(project, "events", events);
      }
      report.moved("%s: %d events, %d new".formatted(project, all, fresh));
    } catch (IOException | UncheckedIOException unusable) {
      throw new CommandFailure(
          "events could not be kept in %s: %s".formatted(folder, unusable), unusable);
    } finally {
      remove(folder);
    }
  }

  private List<Path> fetch(String project, Instant end, Path folder) {
    List<Path> pages = new ArrayList<>();
    ApiPath path = ApiPath.events()
        .where("project", project)
        .where("beforeTime", end.toString())
        .where("pageSize", PAGE);
    source.pages(path.toString(), answer -> {
      Path page = folder.resolve("page-%08d.json".formatted(pages.size()));
      write(page, Json.write(Json.list(answer.get("events"))));
      pages.add(page);
      if (pages.size() % TELL_EVERY_PAGES == 0) {
        report.progress("%s: read %d of %s events"
            .formatted(project, pages.size() * 100, answer.get("totalCount")));
      }
    });
    return pages;
  }

  private static void write(Path page, String text) {
    try {
      Files.writeString(page, text);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** Summaries of runs; one that is not over cannot be taken over. */
  void runs(String project) {
    List<Map<String, Object>> all = source.all(
        ApiPath.controlPlane("sequence", project).where("pageSize", PAGE).toString(), "states");
    List<Object> over = new ArrayList<>();
    for (Map<String, Object> run : all) {
      String state = Json.text(run.get("state"));
      if (StateDocument.isFinal(state)) {
        over.add(run);
      } else {
        report.leave("%s: run %s (%s of %s) is still %s there"
            .formatted(
                project,
                Json.text(run.get("shkeptncontext")),
                Json.text(run.get("name")),
                Json.text(run.get("service")),
                state));
      }
    }
    int fresh = 0;
    for (int from = 0; from < over.size(); from += 100) {
      fresh += store(project, "sequences", over.subList(from, Math.min(over.size(), from + 100)));
    }
    report.moved("%s: %d ended runs, %d new".formatted(project, over.size(), fresh));
  }

  private int store(String project, String kind, List<Object> items) {
    if (items.isEmpty() || report.isDryRun()) {
      return items.size();
    }
    Map<String, Object> stored = target.post(
        ApiPath.evenkeel("project", project, "history").toString(), Map.of(kind, items));
    return stored.get(kind) instanceof Number fresh ? fresh.intValue() : 0;
  }

  private static Path spool() {
    try {
      return Files.createTempDirectory("evenkeel-import");
    } catch (IOException unwritable) {
      throw new CommandFailure("there is no place for temporary files: " + unwritable, unwritable);
    }
  }

  private static void remove(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException kept) {
      throw new CommandFailure("%s could not be removed: %s".formatted(folder, kept), kept);
    }
  }
}
