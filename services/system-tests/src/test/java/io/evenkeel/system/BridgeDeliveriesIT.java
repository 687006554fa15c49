package io.evenkeel.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.evenkeel.kit.Ports;
import io.evenkeel.model.Json;
import io.evenkeel.system.bridge.Chromium;
import io.evenkeel.system.bridge.Executor;
import io.evenkeel.system.bridge.GivenUp;
import io.evenkeel.system.bridge.Person;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person who finds out at the bridge of a real server why a run is blocked, and ends that. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SAME_THREAD)
class BridgeDeliveriesIT {

  private static final String TOKEN = "bridge-it";
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.3
      kind: Shipyard
      metadata: {name: shop}
      spec:
        stages:
          - name: qa
            sequences: [{name: delivery, tasks: [{name: deployment}]}]
      """;

  private final int port = Ports.free();
  private final URI base = URI.create("http://127.0.0.1:" + port);
  private final RestClient api = new RestClient(base, TOKEN);
  private final Executor executor =
      new Executor("bridge-it", event -> api.post("/api/v1/event", event), api::events);

  @Test
  void whatBlocksARunIsTriedAgainOrDroppedForAReason(@TempDir Path data) throws SQLException {
    try (ServerProcess server = ServerProcess.start(
            "bridge-deliveries",
            Map.of(),
            "up",
            "--port=" + port,
            "--data=" + data,
            "--token=" + TOKEN);
        Chromium chromium = Chromium.start()) {
      server.awaitReady(api::isReady);
      api.createProject("shop", SHIPYARD);
      String context = startedRun("cart");
      GivenUp given = new GivenUp(data.resolve("evenkeel.db"));
      String started = id(context, "deployment.started");
      given.up(started, context, "shipyard-controller", "the store was full");
      given.up(started, context, "nobody-at-home", "it has moved");
      String other = startedRun("stock");
      given.failing(id(other, "deployment.started"), other, "nobody-at-home", "no pod is ready");

      Person person =
          new Person(chromium.open()).visit(base + "/bridge/project/shop").signIn(TOKEN);
      blocked(person, context);
      chromium.inspect(person.page(), "blocked");
      Page run = person.page().context().newPage();
      run.navigate(person.page().url());
      assertThat(run.getByText("live", new Page.GetByTextOptions().setExact(true)))
          .isVisible();
      person.link("Try it again or drop it").click();
      decide(person);
      chromium.inspect(person.page(), "deliveries-decided");

      assertThat(run.locator(".now")).containsText("qa: deployment is carried out by bridge-it");
      assertThat(run.getByText("could not handle")).hasCount(0);
      assertThat(chromium.complaints()).isEmpty();
    }
  }

  private static void blocked(Person person, String context) {
    assertThat(person.text("is to try again, 3 failed so far: no pod is ready, since"))
        .isVisible();
    assertThat(person.text("tried again in")).isVisible();
    person.page().locator("a[href$='" + context + "']").first().click();
    assertThat(person.page().locator(".now"))
        .containsText("deployment is carried out by bridge-it, but shipyard-controller could not"
            + " handle deployment.started, and it was given up after 10 attempts: the store was"
            + " full, since");
    assertThat(person.state()).hasText("errored");
  }

  private void decide(Person person) {
    person.title("Failed deliveries").waitFor();
    assertThat(region(person, "Tried again"))
        .containsText("first failed 2 min ago, 3 attempts so far; next attempt in");
    assertThat(region(person, "Tried again")).containsText("no pod is ready");
    Locator first = delivery(person, "the store was full");
    press(first, "Try again");
    press(first, "Yes, try again");
    assertThat(first).containsText("Try again: sent.");
    Locator second = delivery(person, "it has moved");
    press(second, "Drop");
    second.getByLabel("Why").fill("nobody lives there");
    press(second, "Yes, drop it");
    assertThat(second).containsText("Drop: sent.");

    assertThat(Json.list(api.get("/api/evenkeel/v1/deliveries").json().get("deliveries")))
        .isEmpty();
    assertThat(
            Json.write(api.get("/api/evenkeel/v1/audit?operation=dropDelivery").json()))
        .contains("nobody lives there");
  }

  private static Locator region(Person person, String name) {
    return person
        .page()
        .getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator delivery(Person person, String text) {
    return person.page().locator(".delivery", new Page.LocatorOptions().setHasText(text));
  }

  private static void press(Locator where, String button) {
    where
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  /** A delivery whose only task is being carried out. */
  private String startedRun(String service) {
    api.post("/api/controlPlane/v1/project/shop/service", Map.of("serviceName", service));
    String context = api.sendEvent(
        "sh.keptn.event.qa.delivery.triggered",
        Map.of("project", "shop", "stage", "qa", "service", service));
    executor.answer(context, "deployment", "started", Map.of());
    return context;
  }

  private String id(String context, String type) {
    return Json.text(executor.await(context, type).get("id"));
  }
}
