package io.evenkeel.gateway.access;

import io.evenkeel.gateway.contract.PercentCoding;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the public must not reach, before anyone asks for a token. Source: rest-api.md §1.1. */
public final class BlockedPaths {

  private static final List<Rule> RULES = List.of(
      new Rule("/api/mongodb-datastore/event/?", Set.of("GET", "HEAD", "OPTIONS")),
      new Rule("/api/mongodb-datastore/health/?", Set.of()),
      new Rule(
          "/api/controlPlane/v1/log.*", Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "OPTIONS")),
      new Rule(
          "(?i)/api/(resource|configuration)-service/v1/project"
              + "(/[^/]+(/stage(/[^/]+(/service(/[^/]+)?)?)?)?)?/?",
          Set.of()),
      new Rule(
          "(?i)/api/(resource|configuration)-service/v1/project/[^/]+/service/[^/]+/resource(/.*)?",
          Set.of()),
      new Rule("(?i)/api/statistics/v1/event/?", Set.of()));

  private BlockedPaths() {}

  /** {@code path} as it came over the wire; an encoded slash or two slashes do not get around. */
  public static boolean block(String method, String path) {
    String plain = decoded(path).replaceAll("/{2,}", "/");
    return RULES.stream()
        .anyMatch(rule -> rule.path.matcher(plain).matches() && !rule.allowed.contains(method));
  }

  private static String decoded(String path) {
    try {
      return PercentCoding.decode(path);
    } catch (IllegalArgumentException malformed) {
      return path;
    }
  }

  private record Rule(Pattern path, Set<String> allowed) {
    Rule(String path, Set<String> allowed) {
      this(Pattern.compile(path, Pattern.DOTALL), allowed);
    }
  }
}
