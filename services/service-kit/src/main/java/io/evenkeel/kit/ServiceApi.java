package io.evenkeel.kit;

import io.evenkeel.kit.cluster.Cluster;
import io.evenkeel.kit.tracing.TraceIds;
import io.evenkeel.kit.tracing.Tracing;
import io.evenkeel.kit.tracing.Tracing.Kind;
import io.evenkeel.kit.tracing.Tracing.Span;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Vertx vertx;
  private final EventBus bus;
  private final Duration patience;
  private final Tracing tracing;

  /**
   * Makes calls by {@code vertx}'s bus.
   *
   * @param patience how long a call waits for a service that is not there: between the end of a
   *     process and the start of the one that replaces it nobody answers
   */
  public ServiceApi(Vertx vertx, Duration patience) {
    this(vertx, patience, Tracing.OFF);
  }

  ServiceApi(Vertx vertx, Duration patience, Tracing tracing) {
    this.vertx = vertx;
    this.bus = vertx.eventBus();
    this.patience = patience;
    this.tracing = tracing;
  }

  /** Answers the operations of {@code service}; a {@link Refusal} becomes its error answer. */
  public Future<Void> serve(
      String service, Map<String, Function<ApiRequest, Future<ApiResponse>>> operations) {
    return bus.<JsonObject>consumer(address(service))
        .handler(message -> answer(service, message, operations))
        .completion();
  }

  /** Calls {@code service}; answers 503 when no instance of it is there or it takes too long. */
  public Future<ApiResponse> call(String service, ApiRequest request) {
    long until = System.nanoTime() + patience.toNanos();
    return tracing.isOn() ? traced(service, request, until) : call(service, request, until);
  }

  /** The call, and what goes on with its answer, follow from what the caller follows from. */
  private Future<ApiResponse> traced(String service, ApiRequest request, long until) {
    String cause = request.traceparent().isEmpty() ? Cause.current() : request.traceparent();
    return Future.future(answered -> call(service, request.causedBy(cause), until)
        .onComplete(answer -> Cause.during(cause, () -> answered.handle(answer))));
  }

  private Future<ApiResponse> call(String service, ApiRequest request, long untilNanos) {
    DeliveryOptions options = new DeliveryOptions().setSendTimeout(TIMEOUT.toMillis());
    return bus.<JsonObject>request(address(service), request.toJson(), options)
        .map(reply -> ApiResponse.fromJson(reply.body()))
        .recover(cause -> isWorthAnother(request, cause) && System.nanoTime() < untilNanos
            ? vertx
                .timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                .compose(later -> call(service, request, untilNanos))
            : unavailable(service, cause));
  }

  /** A change that a lost process may have made is not made again; reading does no harm. */
  private static boolean isWorthAnother(ApiRequest request, Throwable cause) {
    return isAbsent(cause) && (!isLost(cause) || request.operation().startsWith("get"));
  }

  private void answer(
      String service,
      Message<JsonObject> message,
      Map<String, Function<ApiRequest, Future<ApiResponse>>> operations) {
    long start = System.nanoTime();
    Future<ApiRequest> read = Future.succeededFuture(message.body()).map(ApiRequest::fromJson);
    read.compose(request -> operations
            .getOrDefault(request.operation(), ServiceApi::unknownOperation)
            .apply(request))
        .otherwise(ServiceApi::toError)
        .onSuccess(response -> {
          message.reply(response.toJson());
          read.onSuccess(request -> trace(service, request, response, start));
        });
  }

  private void trace(String service, ApiRequest request, ApiResponse response, long sinceNanos) {
    if (!tracing.isOn() || !TraceIds.isTraceparent(request.traceparent())) {
      return;
    }
    String[] parent = request.traceparent().split("-", -1);
    Instant end = Instant.now();
    tracing.tell(new Span(
        parent[1],
        UUID.randomUUID().toString(),
        parent[2],
        "",
        Kind.SERVER,
        "%s %s".formatted(service, request.operation()),
        end.minusNanos(System.nanoTime() - sinceNanos),
        end,
        request.path(),
        response.succeeded() ? "" : response.message()));
  }

  private static Future<ApiResponse> unknownOperation(ApiRequest request) {
    return Future.failedFuture(new Refusal(404, "unknown operation " + request.operation()));
  }

  private static ApiResponse toError(Throwable cause) {
    if (StoreFailures.readable(cause) instanceof Refusal refusal) {
      return ApiResponse.error(refusal.status(), String.valueOf(refusal.getMessage()));
    }
    LOG.atError().setCause(cause).log("an operation failed");
    return ApiResponse.error(500, "Internal server error");
  }

  private static Future<ApiResponse> unavailable(String service, Throwable cause) {
    return Future.succeededFuture(ApiResponse.error(503, service + " " + reason(cause)));
  }

  private static String reason(Throwable cause) {
    if (isLost(cause)) {
      return "stopped before it answered; see whether it was done before you try again";
    }
    return isAbsent(cause) ? "is not running" : "does not answer";
  }

  private static boolean isLost(Throwable cause) {
    return cause instanceof ReplyException reply && reply.failureCode() == Cluster.RECEIVER_LOST;
  }

  private static boolean isAbsent(Throwable cause) {
    return cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
  }

  private static String address(String service) {
    return "api." + service;
  }
}
