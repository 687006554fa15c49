package io.evenkeel.model.remediation;

import java.util.Optional;

/**
 * The action found, or why there is none.
 *
 * @param reason {@code ""} if there is an action
 */
public record Choice(Optional<RemediationAction> action, String reason) {

  static Choice of(RemediationAction action) {
    return new Choice(Optional.of(action), "");
  }

  static Choice none(String reason) {
    return new Choice(Optional.empty(), reason);
  }
}
