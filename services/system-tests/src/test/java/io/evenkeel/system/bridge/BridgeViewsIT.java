package io.evenkeel.system.bridge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each view with data, empty, loading, error, long names and many rows; in light and dark. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SAME_THREAD)
class BridgeViewsIT {

  private static final String RUN = "project/shop/sequence/00000000-0000-4000-8000-000000000006";

  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterEach
  void nothingWasThrownOrForbidden() {
    assertThat(chromium.complaints()).isEmpty();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void everyViewIsUsableByEverybody(ColorScheme scheme) {
    Page page = chromium.open(scheme, 1280);
    CannedApi.in(page)
        .projects(List.of(Samples.project("shop"), Samples.project("warehouse")))
        .runs(Samples.runsInEveryState())
        .events(Samples.judged(6))
        .deliveries(List.of(
            Samples.parked(7, "job-executor", "no route to host 10.0.0.7:443"),
            Samples.parked(9, "approval-service", "")))
        .retrying(List.of(Samples.retrying(11, "webhook-service", "connection refused")));
    String look = "-" + scheme.name().toLowerCase(Locale.ROOT);

    visit(page, "", "Projects");
    chromium.inspect(page, "projects" + look);
    visit(page, "project/shop", "shop");
    chromium.inspect(page, "sequences" + look);
    visit(page, RUN, "delivery of cart");
    chromium.inspect(page, "sequence" + look);
    visit(page, RUN + "?task=e", "delivery of cart");
    chromium.inspect(page, "sequence-task" + look);
    visit(page, RUN + "?view=compact", "delivery of cart");
    chromium.inspect(page, "sequence-table" + look);
    visit(page, RUN + "?view=raw&event=e2", "delivery of cart");
    chromium.inspect(page, "sequence-events" + look);
    visit(page, "deliveries", "Failed deliveries");
    assertThat(page.getByRole(AriaRole.REGION, role("Tried again")))
        .containsText("first failed 2 min ago, 3 attempts so far; next attempt in");
    page.getByRole(AriaRole.BUTTON, named("Drop")).first().click();
    chromium.inspect(page, "deliveries" + look);
    page.keyboard().press("Escape");
    page.keyboard().press("?");
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    chromium.inspect(page, "keyboard" + look);
  }

  @Test
  void theEightStatesAreShapeAndWord() {
    Page page = chromium.open();
    CannedApi.in(page).runs(Samples.runsInEveryState());
    visit(page, "project/shop", "shop");

    List<String> words = page.locator(".run-row > .mark").allInnerTexts();
    assertThat(words)
        .containsExactlyInAnyOrder(
            "running", "waiting", "paused", "pass", "warning", "fail", "aborted", "errored");
    assertThat(page.locator(".run-row > .mark svg path").all()).hasSize(8);
    assertThat(page.getByText("production: waits for an approval, since 2 min")).isVisible();
  }

  @Test
  void aVerdictSaysWhatItMissed() {
    Page page = chromium.open();
    CannedApi.in(page).runs(Samples.runsInEveryState()).events(Samples.judged(6));
    visit(page, RUN, "delivery of cart");
    String reason = "Response time P95 is 840.1, needs <600 and <=+10% (550), which decides alone;"
        + " error_rate has no value: no series matched";

    assertThat(page.getByLabel("Now", exact()).getByText(reason)).isVisible();
    page.getByRole(AriaRole.BUTTON, named("evaluation")).click();
    Locator objectives = page.getByRole(AriaRole.REGION, role("Objectives"));
    assertThat(objectives.getByRole(AriaRole.ROW)).hasCount(5);
    assertThat(objectives).containsText("for information");
    assertThat(page).hasURL(CannedApi.BRIDGE + RUN + "?task=e");
  }

  @Test
  void emptyPlacesTellTheNextStep() {
    Page page = chromium.open();
    CannedApi.in(page);

    visit(page, "", "Projects");
    assertThat(page.getByText("./evenkeel create project")).isVisible();
    chromium.inspect(page, "projects-empty");
    visit(page, "project/shop", "shop");
    assertThat(page.getByText("./evenkeel trigger delivery --project=shop")).isVisible();
    chromium.inspect(page, "sequences-empty");
    visit(page, "project/shop?state=paused", "shop");
    page.getByRole(AriaRole.BUTTON, named("Clear the filters")).click();
    assertThat(page).hasURL(CannedApi.BRIDGE + "project/shop");
    visit(page, RUN, "No such run");
    chromium.inspect(page, "sequence-unknown");
    visit(page, "deliveries", "Failed deliveries");
    assertThat(page.getByText("Nothing was given up")).isVisible();
    chromium.inspect(page, "deliveries-empty");
    visit(page, "project/shop/uniform", "Nothing is here");
    visit(page, "trace/unknown", "Looking for the run");
    assertThat(page.getByText("No event has this Keptn context")).isVisible();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "project/shop", "project/shop/sequence/x"})
  void aSkeletonShowsWhileTheFirstAnswerIsAwaited(String path) {
    Page page = chromium.open();
    CannedApi.in(page).silent();
    page.navigate(CannedApi.BRIDGE + path);

    assertThat(page.getByText("Loading…")).isAttached();
    chromium.inspect(page, "loading-" + path.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "project/shop", RUN, "deliveries"})
  void errorsSayWhatAndOfferTheRetry(String path) {
    Page page = chromium.open();
    CannedApi api = CannedApi.in(page)
        .projects(List.of(Samples.project("shop")))
        .runs(Samples.runsInEveryState())
        .events(Samples.judged(6))
        .deliveries(List.of(Samples.parked(7, "job-executor", "no luck")))
        .failingWith(500);
    page.navigate(CannedApi.BRIDGE + path);

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("The store is full.");
    chromium.inspect(page, "error-" + path.length());
    api.failingWith(0);
    page.getByRole(AriaRole.BUTTON, named("Try again")).click();
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    assertThat(page.locator(".row, .tl-row").first()).isVisible();
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void longNamesFit(int width) {
    Page page = chromium.open(ColorScheme.LIGHT, width);
    String longName = "a-name-without-any-blank-".repeat(8);
    Map<String, Object> run =
        Samples.run(6, longName, "started", """
        [{"name":"%s","state":"triggered","image":"%s","waiting":{"reason":"queued",
          "text":"waits for another run of %s to end","since":"2026-01-01T00:00:00Z"}}]
        """.formatted(longName, longName, longName));
    List<Map<String, Object>> events = new ArrayList<>(Samples.judged(6));
    events.add(Samples.event(6, "x", longName + ".triggered", 80, longName, "", ""));
    CannedApi.in(page)
        .projects(List.of(Samples.project(longName)))
        .runs(List.of(run))
        .events(events)
        .deliveries(List.of(Samples.parked(7, longName, longName)));

    for (String path :
        List.of("", "project/shop", RUN, RUN + "?task=e", RUN + "?view=raw", "deliveries")) {
      page.navigate(CannedApi.BRIDGE + path);
      page.locator(".row, .tl-row, .event").first().waitFor();
      assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
          .as(path)
          .isLessThanOrEqualTo(width);
    }
    page.navigate(CannedApi.BRIDGE + RUN);
    page.locator(".tl-row").first().waitFor();
    chromium.inspect(page, "long-names-" + width);
  }

  @Test
  void aParkedDeliveryIsTriedAgainOrDroppedForAReasonByTheKeyboardAlone() {
    Page page = chromium.open();
    CannedApi api = CannedApi.in(page)
        .projects(List.of(Samples.project("shop")))
        .deliveries(List.of(
            Samples.parked(7, "job-executor", "no luck"), Samples.parked(9, "lighthouse", "")));
    visit(page, "", "Projects");
    assertThat(page.getByText("2 events could not be delivered")).isVisible();
    page.keyboard().press("g");
    page.keyboard().press("d");
    assertThat(page.getByText("no luck")).isVisible();

    page.getByRole(AriaRole.BUTTON, named("Try again")).first().focus();
    page.keyboard().press("Enter");
    page.keyboard().press("Enter");
    assertThat(page.getByText("Try again: sent.")).isVisible();
    page.getByRole(AriaRole.BUTTON, named("Drop")).last().focus();
    page.keyboard().press("Enter");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Say why");
    page.keyboard().type("superseded");
    page.keyboard().press("Enter");
    assertThat(page.getByText("Drop: sent.")).isVisible();

    assertThat(api.changes())
        .containsExactly(
            "POST /api/evenkeel/v1/deliveries/7/redrive {}",
            "DELETE /api/evenkeel/v1/deliveries/9 {\"reason\":\"superseded\"}");
  }

  @Test
  void tenThousandRunsComePageByPage() {
    Page page = chromium.open();
    CannedApi.in(page).runs(Samples.manyRuns(10_000));
    visit(page, "project/shop", "shop");

    assertThat(page.locator(".run-row")).hasCount(50);
    page.getByRole(AriaRole.BUTTON, named("Show 50 more of 10,000 runs")).click();
    assertThat(page.locator(".run-row")).hasCount(100);
  }

  @Test
  void tenThousandEventsOfARunAreShownWithinSeconds() {
    Page page = chromium.open();
    List<Map<String, Object>> events = new ArrayList<>(IntStream.range(0, 10_000)
        .mapToObj(n -> Samples.event(6, "n" + n, "odd.status.changed", 80 + n, "x", "", ""))
        .toList());
    events.addAll(Samples.judged(6));
    CannedApi.in(page).runs(Samples.runsInEveryState()).events(events);
    Instant begin = Instant.now();
    page.navigate(CannedApi.BRIDGE + RUN + "?view=raw");

    assertThat(page.getByText("10,014 events, newest first"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(10_000));
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
    page.keyboard().press("/");
    page.keyboard().type("deployment");
    assertThat(page.locator(".event")).hasCount(3);
  }

  private static void visit(Page page, String path, String heading) {
    page.navigate(CannedApi.BRIDGE + path);
    page.getByRole(AriaRole.HEADING, role(heading).setLevel(1)).waitFor();
    page.locator(".skeleton")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  private static Page.GetByRoleOptions role(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions named(String part) {
    return new Page.GetByRoleOptions().setName(part);
  }

  private static Page.GetByLabelOptions exact() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
