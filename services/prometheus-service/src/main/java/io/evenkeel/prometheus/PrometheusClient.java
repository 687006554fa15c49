package io.evenkeel.prometheus;

import io.evenkeel.kit.Cause;
import io.evenkeel.model.sli.PrometheusAnswer;
import io.evenkeel.model.sli.PrometheusEndpoint;
import io.evenkeel.model.slo.IndicatorValue;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The HTTP API of a Prometheus, or of anything that answers like one.
 *
 * <p>Source: prometheus.md §4: an instant query by POST, by GET where POST is not served.
 */
final class PrometheusClient {

  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int MILLI_DIGITS = 3;
  private static final int CONNECTIONS = 20;

  /** The connection is closed a little after the caller has been told, so that one message wins. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final WebClient client;
  private final Duration timeout;

  PrometheusClient(Vertx vertx, Duration timeout) {
    this.client = WebClient.create(
        vertx, new WebClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.timeout = timeout;
  }

  /** Yields the value at {@code time}; why there is none is said in the value, never by failing. */
  Future<IndicatorValue> query(
      PrometheusEndpoint endpoint, String indicator, String query, Instant time) {
    MultiMap form = MultiMap.caseInsensitiveMultiMap()
        .add("query", query)
        .add("time", BigDecimal.valueOf(time.toEpochMilli(), MILLI_DIGITS).toPlainString());
    String span = Cause.current();
    return request(HttpMethod.POST, endpoint, span)
        .sendForm(form)
        .compose(response -> isUnserved(response) ? get(endpoint, form, span) : ok(response))
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .map(response -> answer(response).valueOf(indicator))
        .otherwise(cause -> PrometheusAnswer.unanswered(
            indicator, "%s: %s".formatted(endpoint.url(), reason(cause))));
  }

  private String reason(Throwable cause) {
    return cause instanceof TimeoutException
        ? "no answer within %dms".formatted(timeout.toMillis())
        : String.valueOf(cause.getMessage());
  }

  private Future<HttpResponse<Buffer>> get(
      PrometheusEndpoint endpoint, MultiMap form, String span) {
    HttpRequest<Buffer> request = request(HttpMethod.GET, endpoint, span);
    form.forEach(request::addQueryParam);
    return request.send();
  }

  private HttpRequest<Buffer> request(HttpMethod method, PrometheusEndpoint endpoint, String span) {
    String base = endpoint.url().toString().replaceAll("/+$", "");
    HttpRequest<Buffer> request = client
        .requestAbs(method, base + "/api/v1/query")
        .timeout(timeout.plus(GRACE).toMillis())
        .followRedirects(false);
    if (!span.isEmpty()) {
      request.putHeader(Cause.HEADER, span);
    }
    endpoint.credentials().ifPresent(it -> request.basicAuthentication(it.user(), it.password()));
    return request;
  }

  private static boolean isUnserved(HttpResponse<Buffer> response) {
    return response.statusCode() == METHOD_NOT_ALLOWED || response.statusCode() == NOT_IMPLEMENTED;
  }

  private static Future<HttpResponse<Buffer>> ok(HttpResponse<Buffer> response) {
    return Future.succeededFuture(response);
  }

  private static PrometheusAnswer answer(HttpResponse<Buffer> response) {
    String body = response.bodyAsString();
    return new PrometheusAnswer(response.statusCode(), body == null ? "" : body);
  }
}
