package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.gateway.audit.AuditTrail;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.model.audit.AuditEntry;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was done is in the trail, and a changed trail shows, on every store. */
abstract class AuditContract extends GatewayTest {

  private static final String AUDIT = "/api/evenkeel/v1/audit";
  private static final String VERIFY = AUDIT + "/verify";

  @BeforeEach
  void acceptProjects() {
    gateway.answering("createProject", ApiResponse.empty(201));
  }

  private List<Map<String, Object>> entries() {
    return Json.list(Json.parseObject(gateway.get(AUDIT).body()).get("entries")).stream()
        .map(Json::object)
        .toList();
  }

  private void createProject(String name) {
    gateway.post("/api/controlPlane/v1/project", "{\"name\":\"%s\"}".formatted(name));
  }

  private void execute(String statement) {
    TestPlatform.await(gateway
        .platform()
        .database()
        .transaction(client -> client.query(statement).execute().mapEmpty()));
  }

  private Map<String, Object> verdict(String query) {
    return Json.parseObject(gateway.get(VERIFY + query).body());
  }

  @Test
  final void anActionIsRecordedWithWhoWhatWhereAndOutcome() {
    gateway.send(
        "POST",
        "/api/controlPlane/v1/project",
        "{\"name\":\"shop\"}",
        "x-token",
        TestGateway.TOKEN,
        "X-Forwarded-For",
        "203.0.113.9");

    assertThat(entries()).singleElement().satisfies(entry -> assertThat(entry)
        .containsEntry("position", 1L)
        .containsEntry("tokenId", "configured")
        .containsEntry("peer", "127.0.0.1")
        .containsEntry("forwardedFor", "203.0.113.9")
        .containsEntry("operation", "createProject")
        .containsEntry("target", "POST /api/controlPlane/v1/project")
        .containsEntry("project", "shop")
        .containsEntry("status", 201L));
  }

  @Test
  final void aRefusedActionIsRecordedWithItsReason() {
    String made = gateway
        .post("/api/evenkeel/v1/tokens", "{\"name\":\"eye\",\"scopes\":[\"read\"]}")
        .body();
    String token = Json.text(Json.parseObject(made).get("token"));

    gateway.send("DELETE", "/api/controlPlane/v1/project/shop", "", "x-token", token);

    assertThat(entries().get(0))
        .containsEntry("tokenName", "eye")
        .containsEntry("operation", "deleteProject")
        .containsEntry("status", 403L)
        .hasEntrySatisfying("detail", why -> assertThat(why).asString().contains("operate"));
    assertThat(entries().toString()).doesNotContain(token);
  }

  @Test
  final void decisionsByEventAreRecordedAndReportsOfWorkAreNot() {
    Stream.of("dev.delivery.triggered", "deployment.started", "approval.finished")
        .forEach(type -> gateway.post(
            "/api/v1/event",
            "{\"type\":\"sh.keptn.event.%s\",\"source\":\"t\",\"data\":{\"project\":\"shop\"}}"
                .formatted(type)));
    gateway.get("/api/controlPlane/v1/project");

    assertThat(entries())
        .extracting(entry -> String.valueOf(entry.get("detail")).split(" ", 2)[0])
        .containsExactly(
            "sh.keptn.event.approval.finished", "sh.keptn.event.dev.delivery.triggered");
  }

  @Test
  final void concurrentActionsMakeOneChain() {
    List<CompletableFuture<Void>> nodes =
        IntStream.range(0, 2).mapToObj(node -> recordOnAnEventLoop()).toList();

    nodes.forEach(CompletableFuture::join);

    assertThat(verdict("")).containsEntry("valid", true).containsEntry("entries", 200L);
  }

  /** A hundred entries, as one of several nodes would. */
  private CompletableFuture<Void> recordOnAnEventLoop() {
    AuditTrail trail = new AuditTrail(gateway.platform().database());
    AuditEntry entry = new AuditEntry(0, 1, "t", "t", "::1", "", "op", "GET /", "", 200, "");
    CompletableFuture<Void> recorded = new CompletableFuture<>();
    gateway.platform().vertx().runOnContext(start -> Future.join(
            IntStream.range(0, 100).mapToObj(number -> trail.record(entry)).toList())
        .onSuccess(all -> recorded.complete(null))
        .onFailure(recorded::completeExceptionally));
    return recorded.orTimeout(20, TimeUnit.SECONDS);
  }

  @Test
  final void aChangedEntryShows() {
    List.of("a", "b", "c").forEach(this::createProject);
    assertThat(verdict("")).containsEntry("valid", true).containsEntry("entries", 3L);

    execute("UPDATE audit_entry SET token_name = 'somebody else' WHERE position = 2");

    assertThat(verdict(""))
        .containsEntry("valid", false)
        .containsEntry("entries", 1L)
        .containsEntry(
            "problem", "entry 2 has been changed, or one before it: its hash does not fit");
  }

  @Test
  final void aRemovedEntryAndACutOffEndShow() {
    List.of("a", "b", "c").forEach(this::createProject);

    execute("DELETE FROM audit_entry WHERE position = 3");
    assertThat(verdict(""))
        .containsEntry("problem", "the trail ends at entry 2, but there was an entry 3");

    execute("DELETE FROM audit_entry WHERE position = 1");
    assertThat(verdict("").get("problem")).asString().startsWith("entry 1 is missing");
  }

  @Test
  final void aTrailWrittenAnewDoesNotHoldWhatWasNoted() {
    createProject("a");
    Map<String, Object> head = Json.object(verdict("").get("head"));
    String noted = "?position=%s&hash=%s".formatted(head.get("position"), head.get("hash"));
    createProject("b");
    assertThat(verdict(noted)).containsEntry("valid", true);

    execute("DELETE FROM audit_entry");
    execute("UPDATE audit_head SET position = 0, hash = ''");
    createProject("c");

    assertThat(verdict("")).containsEntry("valid", true);
    assertThat(verdict(noted))
        .containsEntry("valid", false)
        .containsEntry("problem", "entry 1 is not the one that was noted");
  }

  @Test
  final void pagesGoFromTheNewestOrFromTheOldest() {
    List.of("a", "b", "c").forEach(this::createProject);

    Map<String, Object> page =
        Json.parseObject(gateway.get(AUDIT + "?pageSize=2").body());
    assertThat(positions(page)).containsExactly(3L, 2L);
    assertThat(page).containsEntry("nextPageKey", "2");
    assertThat(positions(
            Json.parseObject(gateway.get(AUDIT + "?pageSize=2&nextPageKey=2").body())))
        .containsExactly(1L);
    assertThat(positions(
            Json.parseObject(gateway.get(AUDIT + "?order=oldest&nextPageKey=1").body())))
        .containsExactly(2L, 3L);
    assertThat(positions(Json.parseObject(gateway.get(AUDIT + "?project=b").body())))
        .containsExactly(2L);
    assertThat(gateway.get(AUDIT + "?order=up").statusCode()).isEqualTo(400);
  }

  private static List<Object> positions(Map<String, Object> page) {
    return Json.list(page.get("entries")).stream()
        .map(entry -> Json.object(entry).get("position"))
        .toList();
  }
}
