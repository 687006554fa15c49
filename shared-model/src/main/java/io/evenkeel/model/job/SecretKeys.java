package io.evenkeel.model.job;

import java.util.List;

/**
 * What was found for a Kubernetes secret a task names: its keys, or why it could not be read.
 *
 * @param error {@code ""} if it was read, else the API's words, e.g. {@code secrets "x" not found}
 */
public record SecretKeys(List<String> keys, String error) {

  public SecretKeys {
    keys = keys.stream().sorted().toList();
  }

  public static SecretKeys of(List<String> keys) {
    return new SecretKeys(keys, "");
  }

  public static SecretKeys unreadable(String error) {
    return new SecretKeys(List.of(), error);
  }

  /** The words Kubernetes has for a secret that is not there. */
  public static SecretKeys missing(String name) {
    return unreadable("secrets \"" + name + "\" not found");
  }
}
