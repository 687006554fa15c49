package io.evenkeel.playground.metrics;

import io.evenkeel.playground.promql.Labels;
import io.evenkeel.playground.promql.Sample;
import io.evenkeel.playground.promql.Series;
import io.evenkeel.playground.promql.Value;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;

/**
 * Query results in the shapes of Prometheus' HTTP API: moments are numbers in seconds, values are
 * strings.
 */
final class ApiJson {

  private ApiJson() {}

  /** The {@code data} of an instant query at {@code time} (milliseconds since the epoch). */
  static JsonObject instant(Value value, long time) {
    if (value instanceof Value.Scalar scalar) {
      return data("scalar", point(time, scalar.value()));
    }
    if (value instanceof Value.Text text) {
      return data("string", new JsonArray().add(seconds(time)).add(text.value()));
    }
    if (value instanceof Value.RangeVector range) {
      return matrix(range.series());
    }
    JsonArray result = new JsonArray();
    for (Sample sample : ((Value.InstantVector) value).samples()) {
      result.add(new JsonObject()
          .put("metric", labels(sample.labels()))
          .put("value", point(time, sample.value())));
    }
    return data("vector", result);
  }

  static JsonObject matrix(List<Series> series) {
    JsonArray result = new JsonArray();
    for (Series one : series) {
      JsonArray points = new JsonArray();
      for (int at = 0; at < one.size(); at++) {
        points.add(point(one.time(at), one.value(at)));
      }
      result.add(new JsonObject().put("metric", labels(one.labels())).put("values", points));
    }
    return data("matrix", result);
  }

  static JsonObject labels(Labels labels) {
    JsonObject json = new JsonObject();
    labels.values().forEach(json::put);
    return json;
  }

  /** A number as Prometheus writes it: shortest form, never with an exponent. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    String plain = new BigDecimal(Double.toString(value)).toPlainString();
    return plain.contains(".") ? plain.replaceAll("\\.?0+$", "") : plain;
  }

  private static JsonObject data(String type, JsonArray result) {
    return new JsonObject().put("resultType", type).put("result", result);
  }

  private static JsonArray point(long time, double value) {
    return new JsonArray().add(seconds(time)).add(number(value));
  }

  private static Number seconds(long millis) {
    return millis % 1000 == 0 ? (Number) (millis / 1000) : (Number) BigDecimal.valueOf(millis, 3);
  }
}
