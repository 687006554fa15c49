package io.evenkeel.gateway.access;

import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.gateway.contract.Scope;
import io.evenkeel.model.GoDuration;
import io.evenkeel.model.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The token somebody asks for: {@code {"name", "scopes", "projects", "expires" | "expiresIn"}}.
 *
 * @param expiresAt epoch milliseconds, 0 for never
 */
public record TokenSpec(String name, Set<Scope> scopes, Set<String> projects, long expiresAt) {

  private static final Set<String> MEMBERS =
      Set.of("name", "scopes", "projects", "expires", "expiresIn");
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
  private static final String PROJECT = "[a-z][a-z0-9-]{0,199}";
  private static final int MOST_PROJECTS = 100;
  private static final Duration LONGEST = Duration.ofDays(36_525);

  /** Reads and checks a body; throws {@link InvalidRequest} with the first thing that is wrong. */
  public static TokenSpec parse(String body, Instant now) {
    Map<String, Object> json = object(body);
    json.keySet().stream()
        .filter(member -> !MEMBERS.contains(member))
        .findFirst()
        .ifPresent(m -> {
          throw InvalidRequest.bad(
              "unknown field \"%s\"; there are name, scopes, projects, expires, expiresIn"
                  .formatted(m));
        });
    String name = Json.text(json.get("name"));
    require(
        name.matches(NAME),
        "name must have 1 to 63 letters, digits, dots, dashes or underscores, e.g. \"ci\"");
    Set<Scope> scopes = members(json, "scopes", TokenSpec::scope);
    require(
        !scopes.isEmpty(), "scopes must name at least one of " + String.join(", ", Scope.words()));
    Set<String> projects = members(json, "projects", TokenSpec::project);
    require(projects.size() <= MOST_PROJECTS, "a token can be limited to at most 100 projects");
    return new TokenSpec(name, scopes, projects, expiry(json, now));
  }

  private static Map<String, Object> object(String body) {
    try {
      return Json.parseObject(body);
    } catch (IllegalArgumentException malformed) {
      throw InvalidRequest.unreadable(String.valueOf(malformed.getMessage()));
    }
  }

  private static <T> Set<T> members(
      Map<String, Object> json, String name, Function<String, T> read) {
    Object given = json.get(name);
    require(given == null || given instanceof List<?>, name + " must be a list of texts");
    Set<T> members = new LinkedHashSet<>();
    Json.list(given).forEach(member -> members.add(read.apply(Json.text(member))));
    return members;
  }

  private static Scope scope(String word) {
    return Scope.of(word)
        .orElseThrow(() -> InvalidRequest.bad("unknown scope \"%s\"; there are %s"
            .formatted(word, String.join(", ", Scope.words()))));
  }

  private static String project(String name) {
    require(name.matches(PROJECT), "\"%s\" can not be the name of a project".formatted(name));
    return name;
  }

  private static long expiry(Map<String, Object> json, Instant now) {
    String moment = Json.text(json.get("expires"));
    String span = Json.text(json.get("expiresIn"));
    require(moment.isEmpty() || span.isEmpty(), "give either expires or expiresIn");
    if (moment.isEmpty() && span.isEmpty()) {
      return 0;
    }
    Instant expiry = moment.isEmpty() ? now.plus(duration(span)) : instant(moment);
    require(expiry.isAfter(now), "the token would already have expired at " + expiry);
    require(expiry.isBefore(now.plus(LONGEST)), "a token can last 100 years at most");
    return expiry.toEpochMilli();
  }

  private static Duration duration(String text) {
    try {
      return GoDuration.parse(text);
    } catch (IllegalArgumentException | ArithmeticException malformed) {
      throw InvalidRequest.bad(
          "expiresIn \"%s\" is not a duration like 720h or 30m".formatted(text));
    }
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException malformed) {
      throw InvalidRequest.bad(
          "expires \"%s\" is not a time like 2030-01-31T12:00:00Z".formatted(text));
    }
  }

  private static void require(boolean held, String otherwise) {
    if (!held) {
      throw InvalidRequest.bad(otherwise);
    }
  }
}
