package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How services call each other and how the gateway calls them: request and reply over the event
 * bus, by the name of a service and an {@code operationId} of its contract.
 */
public final class ServiceApi {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceApi.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final EventBus bus;

  public ServiceApi(EventBus bus) {
    this.bus = bus;
  }

  /** Answers the operations of {@code service}; a {@link Refusal} becomes its error answer. */
  public Future<Void> serve(
      String service, Map<String, Function<ApiRequest, Future<ApiResponse>>> operations) {
    return bus.<JsonObject>consumer(address(service))
        .handler(message -> answer(message, operations))
        .completion();
  }

  /** Calls {@code service}; answers 503 when no instance of it is there or it takes too long. */
  public Future<ApiResponse> call(String service, ApiRequest request) {
    DeliveryOptions options = new DeliveryOptions().setSendTimeout(TIMEOUT.toMillis());
    return bus.<JsonObject>request(address(service), request.toJson(), options)
        .map(reply -> ApiResponse.fromJson(reply.body()))
        .recover(cause -> unavailable(service, cause));
  }

  private static void answer(
      Message<JsonObject> message,
      Map<String, Function<ApiRequest, Future<ApiResponse>>> operations) {
    Future.succeededFuture(message.body())
        .map(ApiRequest::fromJson)
        .compose(request -> operations
            .getOrDefault(request.operation(), ServiceApi::unknownOperation)
            .apply(request))
        .otherwise(ServiceApi::toError)
        .onSuccess(response -> message.reply(response.toJson()));
  }

  private static Future<ApiResponse> unknownOperation(ApiRequest request) {
    return Future.failedFuture(new Refusal(404, "unknown operation " + request.operation()));
  }

  private static ApiResponse toError(Throwable cause) {
    if (cause instanceof Refusal refusal) {
      return ApiResponse.error(refusal.status(), String.valueOf(refusal.getMessage()));
    }
    LOG.atError().setCause(cause).log("an operation failed");
    return ApiResponse.error(500, "Internal server error");
  }

  private static Future<ApiResponse> unavailable(String service, Throwable cause) {
    boolean absent =
        cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    String reason = absent ? " is not running" : " does not answer";
    return Future.succeededFuture(ApiResponse.error(503, service + reason));
  }

  private static String address(String service) {
    return "api." + service;
  }
}
