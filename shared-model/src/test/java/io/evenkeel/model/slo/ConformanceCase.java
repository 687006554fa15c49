package io.evenkeel.model.slo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evenkeel.model.Json;
import io.evenkeel.model.yaml.YamlJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One entry of a file in {@code src/test/resources/conformance}, shown by its id. */
public record ConformanceCase(Map<String, Object> fields) {

  /** Returns the cases of {@code section} of {@code file}, in order. */
  public static Stream<ConformanceCase> of(String file, String section) {
    Map<String, Object> document = Json.object(YamlJson.parse(read(file)));
    return Json.list(document.get(section)).stream()
        .map(fields -> new ConformanceCase(Json.object(fields)));
  }

  private static String read(String file) {
    try (InputStream in = ConformanceCase.class.getResourceAsStream("/conformance/" + file)) {
      if (in == null) {
        throw new IllegalStateException("no such conformance file: " + file);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public String id() {
    return text("id");
  }

  public @Nullable Object at(String... path) {
    return Json.at(fields, path);
  }

  public Map<String, Object> object(String... path) {
    return Json.object(at(path));
  }

  public List<@Nullable Object> list(String... path) {
    return Json.list(at(path));
  }

  public String text(String... path) {
    return Json.text(at(path));
  }

  /** Returns {@code value} with every number as a double, so that {@code 1} equals {@code 1.0}. */
  public static @Nullable Object comparable(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new TreeMap<>();
      map.forEach((key, member) -> copy.put(String.valueOf(key), comparable(member)));
      return copy;
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(ConformanceCase::comparable)
          .collect(Collectors.toCollection(ArrayList::new));
    }
    return value instanceof Number number ? Double.valueOf(number.doubleValue()) : value;
  }

  @Override
  public String toString() {
    return id() + (text("name").isEmpty() ? "" : " " + text("name"));
  }
}
