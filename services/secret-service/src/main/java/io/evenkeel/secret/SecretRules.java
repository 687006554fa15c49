package io.evenkeel.secret;

import io.evenkeel.kit.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What Kubernetes lets a secret be called and hold, in its words; the file keeps to the same rules,
 * so that its secrets could move to a cluster.
 */
final class SecretRules {

  private static final int NAME_MAX = 253;
  private static final int DATA_BYTES_MAX = 1 << 20;
  private static final String LABEL_TEXT = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String NAME_TEXT = LABEL_TEXT + "(\\." + LABEL_TEXT + ")*";
  private static final String KEY_TEXT = "[-._a-zA-Z0-9]+";
  private static final Pattern NAME = Pattern.compile(NAME_TEXT);
  private static final Pattern KEY = Pattern.compile(KEY_TEXT);

  private SecretRules() {}

  /** Refuses with 400 what Kubernetes would not take. */
  static void check(ScopedSecret secret) {
    if (tooLong(secret.name()) || secret.data().keySet().stream().anyMatch(SecretRules::tooLong)) {
      throw new Refusal(400, "name and key values must be no more than 253 characters");
    }
    if (!NAME.matcher(secret.name()).matches()) {
      throw invalid(
          secret,
          ("metadata.name: Invalid value: \"%s\": a lowercase RFC 1123 subdomain must consist of"
                  + " lower case alphanumeric characters, '-' or '.', and must start and end with"
                  + " an alphanumeric character (e.g. 'example.com', regex used for validation is"
                  + " '%s')")
              .formatted(secret.name(), NAME_TEXT));
    }
    secret.data().keySet().forEach(key -> checkKey(secret, key));
    if (size(secret.data()) > DATA_BYTES_MAX) {
      throw invalid(secret, "data: Too long: must have at most %d bytes".formatted(DATA_BYTES_MAX));
    }
  }

  private static void checkKey(ScopedSecret secret, String key) {
    if (!KEY.matcher(key).matches() || key.equals(".") || key.startsWith("..")) {
      throw invalid(
          secret,
          ("data[%s]: Invalid value: \"%s\": a valid config key must consist of alphanumeric"
                  + " characters, '-', '_' or '.' (e.g. 'key.name', or 'KEY_NAME', or 'key-name',"
                  + " regex used for validation is '%s')")
              .formatted(key, key, KEY_TEXT));
    }
  }

  private static boolean tooLong(String text) {
    return text.length() > NAME_MAX;
  }

  private static int size(Map<String, String> data) {
    return data.values().stream()
        .mapToInt(value -> value.getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  private static Refusal invalid(ScopedSecret secret, String problem) {
    return new Refusal(400, "Secret \"%s\" is invalid: %s".formatted(secret.name(), problem));
  }
}
