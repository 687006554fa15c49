package io.evenkeel.playground.cluster.store;

import java.util.Random;
import java.util.regex.Pattern;

/** The API's rules for names, and how it makes some. */
public final class Names {

  /** What error messages say about a name that is none. */
  static final String SUBDOMAIN_RULE =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character";

  /** What error messages say about a label that is none. */
  static final String LABEL_RULE =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character";

  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern LABEL_PATTERN = Pattern.compile(LABEL);
  private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");

  /** No vowels and nothing that looks like another character, as in Kubernetes. */
  private static final String SUFFIX_CHARACTERS = "bcdfghjklmnpqrstvwxz2456789";

  private static final int GENERATED_BASE_MAX = 58;

  private Names() {}

  static boolean isSubdomain(String name) {
    return name.length() <= 253 && SUBDOMAIN.matcher(name).matches();
  }

  static boolean isLabel(String name) {
    return name.length() <= 63 && LABEL_PATTERN.matcher(name).matches();
  }

  static boolean isLabelValue(String value) {
    return value.length() <= 63 && LABEL_VALUE.matcher(value).matches();
  }

  /** RBAC names are path segments: anything but {@code .}, {@code ..}, {@code /} and {@code %}. */
  static boolean isPathSegment(String name) {
    return !name.equals(".") && !name.equals("..") && !name.matches(".*[/%].*");
  }

  /** {@code base}, shortened to fit, and five random characters. */
  public static String generate(String base, Random random) {
    String start =
        base.length() > GENERATED_BASE_MAX ? base.substring(0, GENERATED_BASE_MAX) : base;
    StringBuilder name = new StringBuilder(start);
    for (int i = 0; i < 5; i++) {
      name.append(SUFFIX_CHARACTERS.charAt(random.nextInt(SUFFIX_CHARACTERS.length())));
    }
    return name.toString();
  }

  /** Ten characters a name may end with, the same for the same number. */
  public static String encode(long hash) {
    StringBuilder text = new StringBuilder();
    long rest = hash;
    for (int i = 0; i < 10; i++) {
      int digit = (int) Long.remainderUnsigned(rest, SUFFIX_CHARACTERS.length());
      text.append(SUFFIX_CHARACTERS.charAt(digit));
      rest = Long.divideUnsigned(rest, SUFFIX_CHARACTERS.length());
    }
    return text.toString();
  }
}
