package io.evenkeel.shipyard;

import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.evenkeel.model.shipyard.ShipyardCheck;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends to create or update a project, checked in the original's order and words.
 *
 * <p>Source: rest-api.md §4.1, sequences.md §5.3. {@code gitCredentials} may be left out: the
 * project then lives in the built-in repository.
 *
 * @param shipyard the plain text, or {@code ""} when an update leaves it as it is
 * @param shipyardBase64 as it was received
 * @param gitCredentials of the project's upstream with key and certificate in plain text; empty for
 *     none
 * @param hasCredentials whether the client sent any, if only an empty address
 */
record ProjectPayload(
    String name,
    String shipyard,
    String shipyardBase64,
    Map<String, Object> gitCredentials,
    boolean hasCredentials) {

  private static final String PREFIX = "Could not validate payload: ";

  /** What an object has by its name, the body itself by {@code ""}. */
  private static final Map<String, List<String>> MEMBERS = Map.of(
      "", List.of("name", "shipyard", "gitCredentials"),
      "gitCredentials", List.of("remoteURL", "user", "https", "ssh"),
      "https", List.of("token", "certificate", "insecureSkipTLS", "proxy"),
      "proxy", List.of("url", "scheme", "user", "password"),
      "ssh", List.of("privateKey", "privateKeyPass"));

  static ProjectPayload toCreate(String body, int nameMaxSize) {
    Map<String, Object> json = read(body);
    String name = name(json);
    if (name.getBytes(StandardCharsets.UTF_8).length > nameMaxSize) {
      throw invalid("project name exceeds maximum size of %d characters".formatted(nameMaxSize));
    }
    checkName(name);
    String base64 = Json.text(json.get("shipyard"));
    if (base64.isEmpty()) {
      throw invalid("shipyard must contain a valid shipyard spec encoded in base64");
    }
    return of(json, name, decode(base64), base64);
  }

  static ProjectPayload toUpdate(String body) {
    Map<String, Object> json = read(body);
    String name = name(json);
    checkName(name);
    String base64 = Json.text(json.get("shipyard"));
    return of(json, name, base64.isEmpty() ? "" : decode(base64), base64);
  }

  private static ProjectPayload of(
      Map<String, Object> json, String name, String shipyard, String base64) {
    boolean hasCredentials = json.get("gitCredentials") != null;
    return new ProjectPayload(name, shipyard, base64, gitCredentials(json), hasCredentials);
  }

  private static Map<String, Object> read(String body) {
    return known("", RequestBody.read(body));
  }

  /** Every member by its own name, whatever its case was; unknown and mistyped ones are refused. */
  private static Map<String, Object> known(String parent, Map<String, Object> json) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    for (String member : json.keySet()) {
      String name = MEMBERS.getOrDefault(parent, List.of()).stream()
          .filter(member::equalsIgnoreCase)
          .findFirst()
          .orElseThrow(() -> RequestBody.invalid("json: unknown field \"%s\"".formatted(member)));
      known.put(name, value(json, member, name));
    }
    return Json.freezeObject(known);
  }

  private static @Nullable Object value(Map<String, Object> json, String member, String name) {
    if (json.get(member) == null) {
      return null;
    }
    if (MEMBERS.containsKey(name)) {
      return known(name, RequestBody.object(json, member));
    }
    return name.equals("insecureSkipTLS")
        ? RequestBody.flag(json, member)
        : RequestBody.text(json, member);
  }

  private static String name(Map<String, Object> json) {
    String name = Json.text(json.get("name"));
    if (name.isEmpty()) {
      throw invalid("project name missing");
    }
    return name;
  }

  private static void checkName(String name) {
    if (!ShipyardCheck.isEntityName(name)) {
      throw invalid("provided project name is not a valid Keptn entity name");
    }
  }

  private static String decode(String base64) {
    try {
      return ShipyardCheck.decode(base64);
    } catch (IllegalArgumentException problem) {
      throw invalid(String.valueOf(problem.getMessage()));
    }
  }

  /** Where the project's upstream is, {@code ""} without one. */
  String remoteUrl() {
    return Json.text(gitCredentials.get("remoteURL"));
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "ProjectPayload[name=%s]".formatted(name);
  }

  private static Map<String, Object> gitCredentials(Map<String, Object> json) {
    Map<String, Object> credentials = Json.object(json.get("gitCredentials"));
    String url = Json.text(credentials.get("remoteURL"));
    if (!url.isEmpty() && !url.matches("(https?|ssh)://.*")) {
      throw invalid("provided gitRemoteURL is not valid: only http, https or ssh protocols are"
          + " supported in gitRemoteURL");
    }
    Map<String, Object> https = Json.object(credentials.get("https"));
    Map<String, Object> ssh = Json.object(credentials.get("ssh"));
    if (credentials.get("https") != null && credentials.get("ssh") != null) {
      throw invalid("SSH and HTTPS authorization cannot be used together");
    }
    Map<String, Object> decoded = new LinkedHashMap<>(credentials);
    if (ssh.get("privateKey") != null) {
      String problem = "could not decode privateKey content";
      decoded.put("ssh", decoded(ssh, "privateKey", problem));
    }
    if (https.get("certificate") != null) {
      String problem = "could not decode PEM Certificate content";
      decoded.put("https", decoded(https, "certificate", problem));
    }
    return url.isEmpty() ? Map.of() : decoded;
  }

  private static Map<String, Object> decoded(
      Map<String, Object> json, String member, String problem) {
    try {
      byte[] plain = Base64.getDecoder().decode(Json.text(json.get(member)));
      Map<String, Object> decoded = new LinkedHashMap<>(json);
      decoded.put(member, new String(plain, StandardCharsets.UTF_8));
      return decoded;
    } catch (IllegalArgumentException malformed) {
      throw invalid(problem);
    }
  }

  private static Refusal invalid(String problem) {
    return new Refusal(400, PREFIX + problem);
  }
}
