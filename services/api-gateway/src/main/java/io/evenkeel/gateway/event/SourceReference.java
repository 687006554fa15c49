package io.evenkeel.gateway.event;

import java.util.regex.Pattern;

/**
 * The {@code source} of an event: any URI reference, read as leniently as the original does (blanks
 * are fine), else the API's own address.
 *
 * <p>Source: rest-api.md §5.1.
 */
final class SourceReference {

  static final String FALLBACK = "https://github.com/keptn/keptn/api";

  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
  private static final Pattern COLON_IN_FIRST_SEGMENT = Pattern.compile("[^/?#:]*:.*");
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");

  private SourceReference() {}

  static String of(String given) {
    return given.isEmpty() || !isReference(given) ? FALLBACK : given;
  }

  private static boolean isReference(String text) {
    return !CONTROL.matcher(text).find()
        && !BROKEN_ESCAPE.matcher(text).find()
        && (!COLON_IN_FIRST_SEGMENT.matcher(text).matches()
            || SCHEME.matcher(text).matches());
  }
}
