package io.evenkeel.playground.tour;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The guided tour. Start with {@link #run}; the story is in the chapters. */
public final class Tour {

  private static final List<Chapter> CHAPTERS = List.of(
      new SetUpChapter(),
      new ManualApprovalChapter(),
      new QualityGateChapter(),
      new ReleaseValidationChapter(),
      new SlowVersionChapter(),
      new SelfHealingChapter());

  /** From this chapter on, production must run a version before the chapter begins. */
  private static final int NEEDS_A_RELEASE = 5;

  private final TourOptions options;
  private final Console console;
  private final Clock clock = Clock.systemUTC();
  private final Pace pace;
  private final List<ChapterReport> reports = new ArrayList<>();

  private Tour(TourOptions options, Pace pace) {
    this.options = options;
    this.pace = pace;
    this.console = new Console(options.out(), options.terminal());
  }

  /**
   * Walks the tour and returns how it went. Blocks the calling thread for minutes; never call it on
   * an event loop. What does not work is in the report, not thrown.
   */
  public static TourReport run(TourOptions options) {
    return run(options, Pace.of(options.fast()));
  }

  static TourReport run(TourOptions options, Pace pace) {
    return new Tour(options, pace).run();
  }

  private TourReport run() {
    Instant begin = clock.instant();
    if (options.json()) {
      console.mute();
    }
    introduce();
    try {
      walk(connect());
    } catch (TourException broken) {
      reports.add(brokenAtTheStart(broken.expectation()));
    }
    TourReport report =
        new TourReport(options.fast(), Duration.between(begin, clock.instant()), reports);
    conclude(report);
    return report;
  }

  private Walk connect() {
    TourFiles files = new TourFiles(options.files(), options.fast());
    files.check();
    TourApi api = new TourApi(options.api(), options.token());
    api.get("/v1/metadata");
    return new Walk(api, KubeApi.of(options.kubeconfig()), files, console, clock, pace);
  }

  private void walk(Walk walk) {
    int first = options.chapter().orElse(1);
    int last = options.chapter().orElse(CHAPTERS.size());
    if (!prepared(walk, first)) {
      return;
    }
    for (int number = first; number <= last; number++) {
      ChapterReport report = chapter(walk, number);
      reports.add(report);
      if (!report.ok()) {
        return;
      }
    }
  }

  /** Quietly does what the chapters before {@code first} leave behind; false if that failed. */
  private boolean prepared(Walk walk, int first) {
    if (first == 1) {
      return true;
    }
    console.line("");
    console.line("Preparing chapter %d ...".formatted(first));
    console.quiet(true);
    try {
      CHAPTERS.subList(0, first - 1).forEach(chapter -> chapter.prepare(walk));
      if (first >= NEEDS_A_RELEASE) {
        Run run = walk.deliver(Walk.GOOD);
        RunView view =
            walk.await(run, seen -> seen.ended(Walk.PRODUCTION, "delivery").isPresent());
        walk.expectPassed(run, view, Walk.PRODUCTION, "delivery");
      }
      return true;
    } catch (TourException broken) {
      walk.expectations().add(broken.expectation());
      reports.add(report(walk, first, clock.instant()));
      return false;
    } finally {
      console.quiet(false);
    }
  }

  private ChapterReport chapter(Walk walk, int number) {
    Chapter chapter = CHAPTERS.get(number - 1);
    Instant begin = clock.instant();
    walk.begin();
    console.heading("Chapter %d of %d: %s".formatted(number, CHAPTERS.size(), chapter.title()));
    console.line(chapter.story());
    try {
      chapter.prepare(walk);
      chapter.show(walk);
    } catch (TourException broken) {
      walk.expectations().add(broken.expectation());
    }
    return report(walk, number, begin);
  }

  private ChapterReport report(Walk walk, int number, Instant begin) {
    return new ChapterReport(
        number,
        CHAPTERS.get(number - 1).title(),
        Duration.between(begin, clock.instant()),
        walk.expectations(),
        walk.verdicts(),
        podsIfReadable(walk));
  }

  private static Map<String, Integer> podsIfReadable(Walk walk) {
    try {
      return walk.runningPods();
    } catch (TourException unreadable) {
      return Map.of();
    }
  }

  private ChapterReport brokenAtTheStart(Expectation broken) {
    int number = options.chapter().orElse(1);
    return new ChapterReport(
        number,
        CHAPTERS.get(number - 1).title(),
        Duration.ZERO,
        List.of(broken),
        List.of(),
        Map.of());
  }

  private void introduce() {
    console.line(
        "One service on its way from qa to production, against the server at " + options.api());
    if (options.fast()) {
      console.line(("Fast: loads of %d s instead of minutes, evaluations of just that span;"
              + " only the uploaded copies differ.")
          .formatted(FastForward.LOAD_SECONDS));
    }
    console.line("To look on from another terminal:");
    console.line("  export EVENKEEL_ENDPOINT=" + options.api());
    if (!options.token().isEmpty()) {
      console.line("  export EVENKEEL_API_TOKEN=" + options.token());
    }
    console.line("  export KUBECONFIG=" + quoted(options.kubeconfig()));
    console.line("  ./evenkeel get sequences --project=" + Walk.PROJECT);
  }

  private static String quoted(Path path) {
    String text = path.toAbsolutePath().toString();
    return text.matches("[A-Za-z0-9_./~-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private void conclude(TourReport report) {
    if (options.json()) {
      options.out().println(report.toJson());
      return;
    }
    report.broken().ifPresent(expectation -> {
      console.failed(expectation.what());
      console.line("            seen: " + expectation.seen());
      console.line("            look: " + expectation.look());
    });
    long held = report.chapters().stream()
        .flatMap(chapter -> chapter.expectations().stream())
        .filter(Expectation::holds)
        .count();
    console.line("");
    console.line(
        report.ok()
            ? "All %d expectations held; the tour took %s."
                .formatted(held, DurationText.of(report.took()))
            : "%d expectations held, the one above did not; the tour stopped after %s."
                .formatted(held, DurationText.of(report.took())));
  }
}
