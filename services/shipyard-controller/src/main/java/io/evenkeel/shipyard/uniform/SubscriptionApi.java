package io.evenkeel.shipyard.uniform;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Database;
import io.evenkeel.kit.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What integrations listen to, as people change it; they learn of it with their next ping.
 *
 * <p>Source: integrations.md §3, with the intended checks.
 */
public final class SubscriptionApi {

  /** The original's words for whatever it does not find. */
  private static final String NOT_FOUND = "mongo: no documents in result";

  private final Database database;

  public SubscriptionApi(Database database) {
    this.database = database;
  }

  public Future<ApiResponse> create(ApiRequest request) {
    return put(request, UUID.randomUUID().toString());
  }

  /** Creates it if it is missing. */
  public Future<ApiResponse> update(ApiRequest request) {
    return put(request, request.path("subscriptionID"));
  }

  private Future<ApiResponse> put(ApiRequest request, String id) {
    TaskSubscription subscription =
        Body.read(request, TaskSubscription::fromJson).withId(id);
    return database.transaction(client -> known(client, request)
        .map(registration -> checked(subscription, registration))
        .compose(checked -> SubscriptionTable.put(client, request.path("integrationID"), checked))
        .map(stored -> RegistrationApi.id(201, id)));
  }

  private static TaskSubscription checked(
      TaskSubscription subscription, Registration registration) {
    String problem = subscription.problem(registration.name());
    if (!problem.isEmpty()) {
      throw new Refusal(400, problem);
    }
    return subscription;
  }

  /** {@code null} when there is none. */
  public Future<ApiResponse> list(ApiRequest request) {
    return subscriptions(request).map(all -> ApiResponse.json(200, all.isEmpty() ? null : all));
  }

  public Future<ApiResponse> get(ApiRequest request) {
    String id = request.path("subscriptionID");
    return subscriptions(request)
        .map(all -> all.stream()
            .filter(subscription -> id.equals(subscription.get("id")))
            .findFirst()
            .orElseThrow(() -> new Refusal(404, NOT_FOUND)))
        .map(found -> ApiResponse.json(200, found));
  }

  private Future<List<Map<String, @Nullable Object>>> subscriptions(ApiRequest request) {
    return known(database.reader(), request)
        .compose(known -> SubscriptionTable.of(database.reader(), known.id()))
        .map(all -> all.stream().map(TaskSubscription::toJson).toList());
  }

  /** Fine for an unknown subscription, not for an unknown integration. */
  public Future<ApiResponse> delete(ApiRequest request) {
    return database.transaction(client -> known(client, request)
        .compose(
            known -> SubscriptionTable.delete(client, known.id(), request.path("subscriptionID")))
        .map(deleted -> ApiResponse.json(200, Map.of())));
  }

  private static Future<Registration> known(SqlClient client, ApiRequest request) {
    return RegistrationTable.byId(client, request.path("integrationID"))
        .map(found -> found.orElseThrow(() -> new Refusal(404, NOT_FOUND)));
  }
}
