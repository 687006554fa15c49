package io.evenkeel.model.shipyard;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checks a shipyard passes when a project is created, and the one when a sequence is triggered.
 *
 * <p>Source: sequences.md §2.1 (version), §2.2 (texts and their order).
 */
public final class ShipyardCheck {

  private static final Pattern ENTITY_NAME = Pattern.compile("[a-z]([a-z0-9-]*[a-z0-9])?");
  private static final Pattern VERSION =
      Pattern.compile("v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");
  private static final String INVALID = "provided shipyard file is not valid: ";

  private ShipyardCheck() {}

  /** Whether {@code name} may name a project or a stage. */
  public static boolean isEntityName(String name) {
    return ENTITY_NAME.matcher(name).matches();
  }

  /**
   * Decodes and checks a shipyard as it comes with a project.
   *
   * @return the plain text
   * @throws IllegalArgumentException with the original's text
   */
  public static String decode(String base64) {
    String text;
    try {
      text = new String(decoded(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("could not decode shipyard content", malformed);
    }
    check(text);
    return text;
  }

  /** Standard alphabet, padded, line breaks ignored: Java alone takes it without padding too. */
  private static byte[] decoded(String base64) {
    String text = base64.replace("\r", "").replace("\n", "");
    if (text.length() % 4 != 0) {
      throw new IllegalArgumentException("not padded");
    }
    return Base64.getDecoder().decode(text);
  }

  private static void check(String text) {
    Shipyard shipyard;
    try {
      shipyard = Shipyard.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "could not unmarshal provided shipyard content", malformed);
    }
    String problem = problem(shipyard);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(INVALID + problem);
    }
  }

  private static String problem(Shipyard shipyard) {
    String version = versionProblem(shipyard.apiVersion());
    if (!version.isEmpty()) {
      return version;
    }
    if (shipyard.stages().isEmpty()) {
      return "Shipyard must contain at least one stage.\n"
          + "Please update the Shipyard file and try again.";
    }
    return shipyard.stages().stream()
        .map(stage -> nameProblem(stage.name()))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String nameProblem(String stage) {
    if (stage.isEmpty()) {
      return "all stages within the shipyard must have a name";
    }
    return isEntityName(stage)
        ? ""
        : "Stage " + stage + " contains upper case letter(s) or special character(s).\n"
            + "Keptn relies on the following conventions: start with a lower case letter, then lower"
            + " case letters, numbers, and hyphens are allowed.\n"
            + "Please update stage name in your shipyard and try again.";
  }

  /** What is wrong with an {@code apiVersion}, or {@code ""}: it must be at least 0.2. */
  public static String versionProblem(String apiVersion) {
    Matcher version = VERSION.matcher(apiVersion.replaceFirst("^spec\\.keptn\\.sh/", ""));
    if (!version.matches()) {
      return "could not parse shipyard version";
    }
    int major = number(version.group(1));
    boolean recent = major > 0 || number(version.group(2)) >= 2;
    return recent && version.group(4) == null
        ? ""
        : "Invalid shipyard APIVersion >= 0.2. Expected %!s(MISSING)" + apiVersion;
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits.substring(0, Math.min(6, digits.length())));
  }
}
