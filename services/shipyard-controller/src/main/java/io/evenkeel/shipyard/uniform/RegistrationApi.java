package io.evenkeel.shipyard.uniform;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Database;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Registering, signs of life, and the list of integrations.
 *
 * <p>Source: integrations.md §2. One that was given up is unknown to all of them, as in the
 * original, except that it is listed with {@code includeExpired=true} and that it finds its
 * subscriptions again when it registers.
 */
public final class RegistrationApi {

  private static final ApiResponse DONE = ApiResponse.json(200, Map.of());

  private final Database database;
  private final Clock clock;
  private final Duration worthAWrite;

  /** Signs of life closer to the one before than {@code worthAWrite} are not stored. */
  public RegistrationApi(Database database, Clock clock, Duration worthAWrite) {
    this.database = database;
    this.clock = clock;
    this.worthAWrite = worthAWrite;
  }

  /** 201 for a new integration, 200 for a known one. */
  public Future<ApiResponse> register(ApiRequest request) {
    Registration wanted = Body.read(request, json -> Registration.fromJson(json, clock.instant()));
    List<TaskSubscription> subscriptions = Body.read(request, RegistrationApi::subscriptions);
    if (wanted.name().isEmpty() || wanted.namespace().isEmpty()) {
      throw incomplete();
    }
    return database.transaction(
        client -> RegistrationTable.byName(client, wanted.name(), wanted.namespace())
            .compose(known -> known.isPresent()
                ? welcomeBack(client, known.get(), wanted, subscriptions)
                : welcome(client, wanted, subscriptions)));
  }

  private static List<TaskSubscription> subscriptions(Map<String, Object> json) {
    return Json.list(Json.get(json, "subscriptions")).stream()
        .map(Json::object)
        .map(TaskSubscription::fromJson)
        .map(subscription -> subscription.withId(UUID.randomUUID().toString()))
        .toList();
  }

  private static Refusal incomplete() {
    return new Refusal(
        400, "incomplete integration ID. At least 'name','namespace' and 'nodename' must be set");
  }

  private static Future<ApiResponse> welcome(
      SqlClient client, Registration wanted, List<TaskSubscription> subscriptions) {
    if (!wanted.isComplete()) {
      throw incomplete();
    }
    return RegistrationTable.insert(client, wanted)
        .compose(isNew -> isNew
            ? SubscriptionTable.putAll(client, wanted.id(), subscriptions)
                .map(stored -> id(201, wanted.id()))
            : secondLook(client, wanted, subscriptions));
  }

  /** Another node was faster, or two names with dashes have the same id. */
  private static Future<ApiResponse> secondLook(
      SqlClient client, Registration wanted, List<TaskSubscription> subscriptions) {
    return RegistrationTable.byName(client, wanted.name(), wanted.namespace())
        .map(found -> found.orElseThrow(() -> new Refusal(
            409,
            "id %s of integration %s belongs to another one; give it another name or host name"
                .formatted(wanted.id(), wanted.name()))))
        .compose(known -> welcomeBack(client, known, wanted, subscriptions));
  }

  /** What people changed stays: subscriptions are taken over only if there are none at all. */
  private static Future<ApiResponse> welcomeBack(
      SqlClient client,
      Registration known,
      Registration wanted,
      List<TaskSubscription> subscriptions) {
    return RegistrationTable.returned(client, known.id(), wanted)
        .compose(seen -> SubscriptionTable.of(client, known.id()))
        .compose(kept -> kept.isEmpty()
            ? SubscriptionTable.putAll(client, known.id(), subscriptions)
            : Future.succeededFuture())
        .map(stored -> id(200, known.id()));
  }

  static ApiResponse id(int status, String id) {
    return ApiResponse.json(status, Map.of("id", id));
  }

  /** The registration as it is now; 404 for one that is unknown or was given up. */
  public Future<ApiResponse> ping(ApiRequest request) {
    Instant now = clock.instant();
    return Future.all(
            RegistrationTable.byId(database.reader(), request.path("integrationID")),
            SubscriptionTable.of(database.reader(), request.path("integrationID")))
        .compose(both -> both.<Optional<Registration>>resultAt(0)
            .map(known -> answer(known, both.resultAt(1), now))
            .orElseGet(() -> Future.succeededFuture(notFound(""))));
  }

  private Future<ApiResponse> answer(
      Registration known, List<TaskSubscription> subscriptions, Instant now) {
    if (known.isExpired()) {
      return Future.succeededFuture(notFound(known.whyExpired()));
    }
    boolean write = known.lastSeen().plus(worthAWrite).isBefore(now);
    return (write ? seen(known, now) : Future.<Void>succeededFuture())
        .map(stored -> ApiResponse.json(200, known.seenAt(now).toJson(subscriptions)));
  }

  private Future<Void> seen(Registration known, Instant now) {
    return database.transaction(client -> RegistrationTable.seen(client, known.id(), now));
  }

  private static ApiResponse notFound(String reason) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", 404);
    error.put("message", "uniform integration not found");
    if (!reason.isEmpty()) {
      error.put("reason", reason);
    }
    return ApiResponse.json(404, error);
  }

  /** All that fulfil every criterion given. */
  public Future<ApiResponse> list(ApiRequest request) {
    boolean expired = request.query("includeExpired").equals("true");
    return Future.all(
            RegistrationTable.all(database.reader()), SubscriptionTable.all(database.reader()))
        .map(both ->
            ApiResponse.json(200, listed(request, expired, both.resultAt(0), both.resultAt(1))));
  }

  private static List<Map<String, @Nullable Object>> listed(
      ApiRequest request,
      boolean expired,
      List<Registration> registrations,
      Map<String, List<TaskSubscription>> subscriptions) {
    return registrations.stream()
        .filter(registration -> expired || !registration.isExpired())
        .filter(registration -> is(request.query("id"), registration.id()))
        .filter(registration -> is(request.query("name"), registration.name()))
        .filter(registration -> is(request.query("namespace"), registration.namespace()))
        .filter(registration -> is(request.query("hostname"), registration.hostname()))
        .map(registration ->
            Map.entry(registration, subscriptions.getOrDefault(registration.id(), List.of())))
        .filter(entry -> lists(request.query("project"), entry.getValue(), Filter::projects))
        .filter(entry -> lists(request.query("stage"), entry.getValue(), Filter::stages))
        .filter(entry -> lists(request.query("service"), entry.getValue(), Filter::services))
        .map(entry -> entry.getKey().toJson(entry.getValue()))
        .toList();
  }

  private static boolean is(String wanted, String value) {
    return wanted.isEmpty() || wanted.equals(value);
  }

  /** Unrestricted subscriptions name nothing. */
  private static boolean lists(
      String wanted,
      List<TaskSubscription> subscriptions,
      Function<Filter, @Nullable List<String>> part) {
    return wanted.isEmpty()
        || subscriptions.stream().anyMatch(subscription -> {
          List<String> names = part.apply(subscription.filter());
          return names != null && names.contains(wanted);
        });
  }

  /** Forgets an integration and its subscriptions; fine for an unknown one. */
  public Future<ApiResponse> unregister(ApiRequest request) {
    String id = request.path("integrationID");
    return database
        .transaction(client -> SubscriptionTable.deleteAll(client, id)
            .compose(deleted -> RegistrationTable.delete(client, id)))
        .map(deleted -> DONE);
  }
}
