package io.evenkeel.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.evenkeel.kit.Ports;
import io.evenkeel.system.bridge.Chromium;
import io.evenkeel.system.bridge.Executor;
import io.evenkeel.system.bridge.Person;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person at the bridge of a real server; the test carries out the tasks. Playwright wants all its
 * calls from one thread, hence the timeout's mode.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SAME_THREAD)
class BridgeIT {

  private static final String TOKEN = "bridge-it";
  private static final int PORT = Ports.free();
  private static final URI BASE = URI.create("http://127.0.0.1:" + PORT);
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.3
      kind: Shipyard
      metadata: {name: shop}
      spec:
        stages:
          - name: qa
            sequences: [{name: delivery, tasks: [{name: deployment}]}]
          - name: production
            sequences:
              - name: delivery
                triggeredOn: [{event: qa.delivery.finished}]
                tasks:
                  - {name: approval, properties: {pass: manual, warning: manual}}
                  - {name: release}
      """;

  private static final Map<String, Object> PASSED = Map.of("result", "pass", "status", "succeeded");

  @TempDir
  static Path data;

  private static Chromium chromium;
  private static ServerProcess server;

  private final RestClient api = new RestClient(BASE, TOKEN);
  private final Executor executor =
      new Executor("bridge-it", event -> api.post("/api/v1/event", event), api::events);

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
    server = up("bridge", data, PORT, Map.of());
    RestClient client = new RestClient(BASE, TOKEN);
    server.awaitReady(client::isReady);
    client.createProject("shop", SHIPYARD);
    for (String service : List.of("cart", "stock", "pay", "mail", "search", "blog")) {
      client.post("/api/controlPlane/v1/project/shop/service", Map.of("serviceName", service));
    }
  }

  private static ServerProcess up(
      String log, Path directory, int port, Map<String, String> variables) {
    return ServerProcess.start(
        log, variables, "up", "--port=" + port, "--data=" + directory, "--token=" + TOKEN);
  }

  @AfterEach
  void nothingWasThrownOrForbidden() {
    assertThat(chromium.complaints()).isEmpty();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      chromium.close();
    }
  }

  @Test
  void signingInLeadsToWhereOneWantedToGo() {
    Page page = chromium.open();
    Person person = new Person(page);
    Response answer = page.navigate(BASE + "/bridge/project/shop?state=paused");
    assertThat(answer.headerValue("content-security-policy")).contains("default-src 'self'");
    page.getByLabel("API token").fill("wrong");
    person.press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT))
        .containsText("This is not an API token of this server");
    chromium.inspect(page, "sign-in-refused");
    person.signIn(TOKEN);

    assertThat(person.title("shop")).isVisible();
    assertThat(page.getByLabel("State")).hasValue("paused");
    person.button("Sign out").click();
    assertThat(page.getByLabel("API token")).isVisible();
  }

  @Test
  void everythingIsReachedWithTheKeyboardAlone() {
    String context = atTheApproval("cart");
    Person person = new Person(chromium.open()).visit(BASE + "/bridge/");
    assertThat(person.page().getByLabel("API token")).isFocused();
    person.type(TOKEN);
    person.press("Enter");
    person.title("Projects").waitFor();
    person.tabTo("shop");
    person.press("Enter");
    person.title("shop").waitFor();
    person.press("/");
    person.type(context);
    person.tabTo("delivery of cart");
    person.press("Enter");
    person.title("delivery of cart").waitFor();
    chromium.inspect(person.page(), "approval");
    person.tabTo("Approve");
    person.press("Enter");
    assertThat(person.text("delivery goes on in production")).isVisible();
    chromium.inspect(person.page(), "approval-asked");
    person.press("Enter");

    assertThat(person.task("release")).containsText("waiting");
    assertThat(person.task("approval")).containsText("pass");
    assertThat(person.page().locator("main")).isFocused();
    person.press("?");
    assertThat(person.page().getByRole(AriaRole.DIALOG)).isVisible();
    person.press("Escape");
    person.press("g");
    person.press("p");
    assertThat(person.title("Projects")).isVisible();
  }

  @Test
  void anEventShowsInAnOpenPageWithinASecond() {
    String context = trigger("stock");
    Person person = signedIn("project/shop/sequence/" + context);
    assertThat(person.task("deployment")).containsText("waiting");
    assertThat(person.live()).isVisible();
    person.page().evaluate("window.loadedOnce = true");

    Instant begin = Instant.now();
    executor.answer(context, "deployment", "started", Map.of());
    assertThat(person.task("deployment"))
        .containsText("running", new LocatorAssertions.ContainsTextOptions().setTimeout(1000));
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(1));
    assertThat(person.text("deployment is carried out by bridge-it, for")).isVisible();
    executor.answer(context, "deployment", "finished", PASSED);

    assertThat(person.text("waits for your decision")).isVisible();
    assertThat(person.page().evaluate("window.loadedOnce")).isEqualTo(true);
  }

  @Test
  void newRunsAnnounceThemselvesAndWait() {
    Person person = signedIn("project/shop");
    assertThat(person.live()).isVisible();
    assertThat(person.page().locator(".skeleton")).hasCount(0);
    int before = person.page().locator(".run-row").count();
    String context = trigger("search");

    person.button("1 new, show").waitFor();
    assertThat(person.page().locator(".run-row")).hasCount(before);
    person.button("1 new, show").click();
    assertThat(person.page().locator("a[href$='" + context + "']")).isVisible();
  }

  @Test
  void pausingResumingAndAbortingNameTheConsequenceAndAskOnce() {
    String context = trigger("pay");
    Person person = signedIn("project/shop/sequence/" + context);

    person.button("Pause").click();
    assertThat(person.text("no further task is sent until you resume")).isVisible();
    person.press("Escape");
    assertThat(person.button("Pause")).isFocused();
    person.confirm("Pause", "Yes, pause");
    assertThat(person.state()).hasText("paused");
    person.confirm("Resume", "Yes, resume");
    assertThat(person.state()).hasText("waiting");
    person.confirm("Abort", "Yes, abort");

    assertThat(person.state()).hasText("aborted");
    assertThat(person.task("deployment")).containsText("aborted");
  }

  @Test
  void aDeclinedApprovalEndsTheRunWithFail() {
    String context = atTheApproval("mail");
    Person person = signedIn("project/shop/sequence/" + context);
    person.confirm("Decline", "Yes, decline");

    assertThat(person.state()).hasText("fail");
    assertThat(api.events(context)).anySatisfy(event -> assertThat(event.get("source"))
        .isEqualTo("https://github.com/keptn/keptn/bridge#approval.finished"));
  }

  @Test
  void theAddressHoldsWhatOneSees() {
    String context = trigger("blog");
    Person person = signedIn("project/shop");
    Page page = person.page();
    page.getByLabel("State").selectOption("started");
    page.locator("a[href$='" + context + "']").click();
    person.task("deployment").click();
    assertThat(page).hasURL(Pattern.compile(".*/sequence/" + context + "\\?task=.+"));

    page.reload();
    assertThat(person.text("Nobody has started it yet")).isVisible();
    page.goBack();
    assertThat(person.text("Nobody has started it yet")).hasCount(0);
    page.goBack();
    assertThat(person.title("shop")).isVisible();
    assertThat(page.getByLabel("State")).hasValue("started");
    person.visit(BASE + "/bridge/trace/" + context);
    assertThat(page).hasURL(BASE + "/bridge/project/shop/sequence/" + context);
  }

  @Test
  void itWorksUnderAPathPrefix(@TempDir Path directory) {
    int port = Ports.free();
    URI base = URI.create("http://127.0.0.1:" + port);
    Map<String, String> prefix = Map.of("EVENKEEL_PREFIX_PATH", "/ops/keptn");
    try (ServerProcess other = up("bridge-prefix", directory, port, prefix)) {
      other.awaitReady(new RestClient(base, TOKEN)::isReady);
      Person person = new Person(chromium.open(ColorScheme.DARK, 1280))
          .visit(base + "/ops/keptn/bridge/project/nobody")
          .signIn(TOKEN);

      assertThat(person.text("Nothing has run yet")).isVisible();
      person.link("Projects").click();
      assertThat(person.text("No project yet")).isVisible();
      assertThat(person.page()).hasURL(base + "/ops/keptn/bridge/");
      assertThat(person.live()).isVisible();
    }
  }

  private static Person signedIn(String path) {
    return new Person(chromium.open()).visit(BASE + "/bridge/" + path).signIn(TOKEN);
  }

  /** Starts a delivery and returns its context once its first task is out. */
  private String trigger(String service) {
    String context = api.sendEvent(
        "sh.keptn.event.qa.delivery.triggered",
        Map.of(
            "project",
            "shop",
            "stage",
            "qa",
            "service",
            service,
            "configurationChange",
            Map.of("values", Map.of("image", "registry/cart:1.4"))));
    executor.await(context, "deployment.triggered");
    return context;
  }

  private String atTheApproval(String service) {
    String context = trigger(service);
    executor.answer(context, "deployment", "started", Map.of());
    executor.answer(context, "deployment", "finished", PASSED);
    executor.await(context, "approval.started");
    return context;
  }
}
