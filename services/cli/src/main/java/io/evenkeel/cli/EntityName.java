package io.evenkeel.cli;

import io.evenkeel.model.shipyard.ShipyardCheck;
import java.util.regex.Pattern;

/** Names checked before the server is asked, in its words. Source: cli.md §3, rest-api.md §4.3. */
final class EntityName {

  private static final Pattern SPECIAL = Pattern.compile(".*[/><|:&].*|\\.|\\.\\.");
  private static final String NOT_A_FOLDER =
      "Service name contains special character(s). The service name has to be a valid Unix"
          + " directory name. For details see https://www.cyberciti.biz/faq/"
          + "linuxunix-rules-for-naming-file-and-directory-names/";
  private static final String NOT_A_PROJECT =
      "Project name contains upper case letter(s) or special character(s).\n"
          + "Keptn relies on the following conventions: start with a lower case letter, then lower"
          + " case letters, numbers, and hyphens are allowed.\n"
          + "Please update project name and try again.";

  private EntityName() {}

  /** Returns {@code name} if it can be a service's. */
  static String service(String name) {
    if (SPECIAL.matcher(name).matches()) {
      throw new CommandFailure(NOT_A_FOLDER);
    }
    return name;
  }

  /** Returns {@code name} if it can be a project's. */
  static String project(String name) {
    if (!ShipyardCheck.isEntityName(name)) {
      throw new CommandFailure(NOT_A_PROJECT);
    }
    return name;
  }
}
