package io.evenkeel.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain immutable values: {@code Map<String, Object>}, {@code List}, {@code String},
 * {@code Boolean}, {@code Long}, {@code Double} and {@code null}.
 *
 * <p>Numbers are written as the shortest decimal that reads back the same, whole ones without a
 * fraction ({@code 5.0} as {@code 5}), as the original does.
 */
public final class Json {

  /** Deeper nesting than this is refused, so that no input can exhaust the stack. */
  public static final int MAX_DEPTH = 200;

  private static final double LARGEST_EXACT = 1L << 53;

  /** What the parser says about itself, which tells the sender of a text nothing. */
  private static final Pattern PARSER_INTERNALS = Pattern.compile(
      " \\(start marker at \\[Source: .*?\\]\\)|, from `StreamReadConstraints[^`]*`");

  private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .addModule(new SimpleModule().addSerializer(Double.class, new ShortestDouble()))
      .build();

  private Json() {}

  /**
   * Reads any JSON text.
   *
   * @throws IllegalArgumentException if {@code text} is not JSON; the message names line and column
   */
  public static @Nullable Object parse(String text) {
    try {
      return freeze(MAPPER.readValue(text, Object.class), Json::number);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(describe(malformed), malformed);
    }
  }

  /**
   * Reads a JSON object.
   *
   * @throws IllegalArgumentException if {@code text} is not a JSON object; the message says why
   */
  public static Map<String, Object> parseObject(String text) {
    Object value = parse(text);
    if (value instanceof Map<?, ?>) {
      return object(value);
    }
    throw new IllegalArgumentException("expected a JSON object");
  }

  /** Writes {@code value} without blanks. */
  public static String write(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(
          "not a JSON value: " + unwritable.getOriginalMessage(), unwritable);
    }
  }

  /** Returns {@code value} as an object, or the empty one if it is anything else. */
  @SuppressWarnings("unchecked") // Json values have only text keys.
  public static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** Returns {@code value} as a list, or the empty one if it is anything else. */
  @SuppressWarnings("unchecked")
  public static List<@Nullable Object> list(@Nullable Object value) {
    return value instanceof List<?> list ? (List<@Nullable Object>) list : List.of();
  }

  /** Returns {@code value} if it is text, otherwise {@code ""}. */
  public static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  /**
   * Returns the member called {@code key}, or the one that differs only in case: Keptn's services
   * read {@code ProblemTitle} as {@code problemTitle}.
   */
  public static @Nullable Object get(Map<String, Object> object, String key) {
    if (object.containsKey(key)) {
      return object.get(key);
    }
    return object.entrySet().stream()
        .filter(member -> member.getKey().equalsIgnoreCase(key))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** Follows {@code path} through nested objects with {@link #get}; {@code null} where it ends. */
  public static @Nullable Object at(Map<String, Object> object, String... path) {
    Object value = object;
    for (String key : path) {
      value = get(object(value), key);
    }
    return value;
  }

  /** Returns a deep, unmodifiable copy that keeps the order of members and allows nulls. */
  public static @Nullable Object freeze(@Nullable Object value) {
    return freeze(value, UnaryOperator.identity());
  }

  private static @Nullable Object freeze(
      @Nullable Object value, UnaryOperator<@Nullable Object> leaf) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, member) -> copy.put(String.valueOf(key), freeze(member, leaf)));
      return Collections.unmodifiableMap(copy);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(element -> copy.add(freeze(element, leaf)));
      return Collections.unmodifiableList(copy);
    }
    return leaf.apply(value);
  }

  /** Whole numbers are longs; one that is too large for that loses digits, as in the original. */
  private static @Nullable Object number(@Nullable Object parsed) {
    if (parsed instanceof Integer small) {
      return small.longValue();
    }
    return parsed instanceof BigInteger large ? (Object) large.doubleValue() : parsed;
  }

  /** Returns a deep, unmodifiable copy of an object. */
  public static Map<String, Object> freezeObject(Map<String, ?> value) {
    return object(freeze(value));
  }

  private static String describe(JsonProcessingException malformed) {
    var where = malformed.getLocation();
    String text = PARSER_INTERNALS.matcher(malformed.getOriginalMessage()).replaceAll("");
    return where == null
        ? text
        : "%s (line %d, column %d)".formatted(text, where.getLineNr(), where.getColumnNr());
  }

  private static final class ShortestDouble extends StdSerializer<Double> {
    ShortestDouble() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT) {
        out.writeNumber(value.longValue());
      } else {
        out.writeNumber(value);
      }
    }
  }
}
