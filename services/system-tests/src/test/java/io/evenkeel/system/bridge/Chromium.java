package io.evenkeel.system.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The system's own Chromium; nothing is downloaded. */
public final class Chromium implements AutoCloseable {

  private static final double PATIENCE_MS = 10_000;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final List<String> OPTIONS = List.of(
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run");

  private final Playwright playwright;
  private final Browser browser;
  private boolean inspecting;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it, or skips the tests with a printed reason when there is none. */
  public static Chromium start() {
    Optional<Path> executable = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
    if (executable.isEmpty()) {
      System.out.println("skipped: browser tests need Chromium in /usr/bin (apt install chromium)");
    }
    Assumptions.assumeTrue(executable.isPresent());
    Playwright playwright = Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser = playwright
        .chromium()
        .launch(new BrowserType.LaunchOptions()
            .setExecutablePath(executable.orElseThrow())
            .setArgs(OPTIONS));
    return new Chromium(playwright, browser);
  }

  /** A browser of its own, without a session. */
  public Page open(ColorScheme scheme, int width) {
    BrowserContext context = browser.newContext(new Browser.NewContextOptions()
        .setColorScheme(scheme)
        .setReducedMotion(ReducedMotion.REDUCE)
        .setTimezoneId("Europe/Vienna")
        .setViewportSize(width, 860));
    context.setDefaultTimeout(PATIENCE_MS);
    Page page = context.newPage();
    page.onPageError(error -> complaints.add("uncaught: " + error));
    page.onConsoleMessage(this::listen);
    return page;
  }

  public Page open() {
    return open(ColorScheme.LIGHT, 1280);
  }

  /** Refused requests are part of some tests; what the policy forbids never is. */
  private void listen(ConsoleMessage message) {
    if (!inspecting
        && message.type().equals("error")
        && !message.text().startsWith("Failed to load resource")) {
      complaints.add(message.text());
    }
  }

  /** What scripts threw and the content security policy forbade since the last time. */
  public List<String> complaints() {
    List<String> heard = List.copyOf(complaints);
    complaints.clear();
    return heard;
  }

  /** Keeps a picture of the whole page, and asks axe-core whether everybody can use it. */
  public void inspect(Page page, String name) {
    inspecting = true;
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
    List<String> violations = new AxeBuilder(page)
            .setLegacyMode(true)
            .withTags(
                List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
            .analyze()
            .getViolations()
            .stream()
            .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList())
            .toList();
    page.evaluate("1"); // whatever the inspection itself made the browser say has arrived now
    inspecting = false;
    assertThat(violations).as(name).isEmpty();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
