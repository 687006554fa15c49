package io.evenkeel.gateway.event;

import java.util.regex.Matcher;
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

  /** What follows {@code //} up to the path, without a user. */
  private static final Pattern HOST =
      Pattern.compile("(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//(?:[^/?#@]*@)?([^/?#]*).*");

  /** A name without blanks and such, or an address in brackets; a port of digits. */
  private static final Pattern SOUND_HOST =
      Pattern.compile("(\\[[^\\[\\]]*\\]|[^\\[\\] \"<>\\\\^`{|}:]*)(:[0-9]*)?");

  private SourceReference() {}

  static String of(String given) {
    return given.isEmpty() || !isReference(given) ? FALLBACK : given;
  }

  private static boolean isReference(String text) {
    return !CONTROL.matcher(text).find()
        && !BROKEN_ESCAPE.matcher(text).find()
        && (!COLON_IN_FIRST_SEGMENT.matcher(text).matches()
            || SCHEME.matcher(text).matches())
        && hasSoundHost(text);
  }

  private static boolean hasSoundHost(String text) {
    Matcher authority = HOST.matcher(text);
    return !authority.matches() || SOUND_HOST.matcher(authority.group(1)).matches();
  }
}
