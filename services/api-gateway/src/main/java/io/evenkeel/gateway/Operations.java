package io.evenkeel.gateway;

import static java.util.Map.entry;

import io.evenkeel.gateway.access.Caller;
import io.evenkeel.gateway.audit.AuditOperations;
import io.evenkeel.gateway.backup.BackupOperations;
import io.evenkeel.gateway.contract.Operation;
import io.evenkeel.gateway.datastore.DatastoreOperations;
import io.evenkeel.gateway.event.EventIntake;
import io.evenkeel.gateway.event.EventOperations;
import io.evenkeel.gateway.importer.ImportOperations;
import io.evenkeel.gateway.token.TokenDirectory;
import io.evenkeel.gateway.token.TokenOperations;
import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/** Who answers an operation: the gateway itself, or the service its contract names. */
final class Operations {

  /** What {@code x-evenkeel-service} says of operations that are answered here. */
  private static final String HERE = "api-gateway";

  private final Platform platform;
  private final Map<String, BiFunction<ApiRequest, Caller, Future<ApiResponse>>> own;
  private final Map<String, Handler<RoutingContext>> streams;

  Operations(Platform platform, GatewayConfig config, TokenDirectory directory) {
    this.platform = platform;
    EventOperations events = new EventOperations(platform, new EventIntake(config.strictEvents()));
    DatastoreOperations datastore = new DatastoreOperations(platform.database().reader());
    Metadata metadata = new Metadata(config.namespace());
    TokenOperations tokens = new TokenOperations(platform.database(), directory, platform.clock());
    AuditOperations audit = new AuditOperations(platform.database().reader());
    ImportOperations imports = new ImportOperations(platform.vertx(), platform.api());
    BackupOperations backups = new BackupOperations(platform);
    this.own = Map.ofEntries(
        entry("sendEvent", (request, caller) -> events.sendEvent(request)),
        entry("authenticate", (request, caller) -> Future.succeededFuture(ApiResponse.empty(200))),
        entry("getMetadata", (request, caller) -> Future.succeededFuture(metadata.answer())),
        entry("importPackage", (request, caller) -> imports.importPackage(request)),
        entry("importBackup", (request, caller) -> backups.importBackup(request)),
        entry("searchEvents", (request, caller) -> datastore.searchEvents(request)),
        entry("getEvents", (request, caller) -> datastore.getEvents(request)),
        entry("getEventsByType", (request, caller) -> datastore.getEventsByType(request)),
        entry("createToken", tokens::create),
        entry("getTokens", (request, caller) -> tokens.list(request)),
        entry("getOwnToken", (request, caller) -> tokens.own(caller)),
        entry("revokeToken", (request, caller) -> tokens.revoke(request)),
        entry("getAudit", (request, caller) -> audit.list(request)),
        entry("verifyAudit", (request, caller) -> audit.verify(request)));
    this.streams = Map.of(
        "watchChanges", new ChangeStream(platform.vertx()), "exportBackup", backups::exportBackup);
  }

  /** Fails with {@link io.evenkeel.gateway.contract.InvalidRequest} or an unexpected cause. */
  Future<ApiResponse> call(Operation operation, ApiRequest request, Caller caller) {
    return isOwn(operation)
        ? Objects.requireNonNull(own.get(operation.name())).apply(request, caller)
        : platform.api().call(operation.service(), request);
  }

  /** Whether the answer never ends, so that it is no {@link ApiResponse}. */
  boolean isStream(Operation operation) {
    return isOwn(operation) && streams.containsKey(operation.name());
  }

  void stream(Operation operation, RoutingContext exchange) {
    Objects.requireNonNull(streams.get(operation.name())).handle(exchange);
  }

  /** Whether there is code for it; asked of every contract at start. */
  boolean canAnswer(Operation operation) {
    return !isOwn(operation)
        || own.containsKey(operation.name())
        || streams.containsKey(operation.name());
  }

  private static boolean isOwn(Operation operation) {
    return operation.service().equals(HERE);
  }
}
