package io.evenkeel.model.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which container images jobs may use: comma-separated patterns with {@code *}, {@code ?},
 * {@code [a-c]}, {@code [!abc]} and {@code \}.
 *
 * <p>Source: job-executor.md §10.1.
 */
public final class ImageAllowList {

  private static final String ALL = "*";

  private final List<Pattern> patterns;

  private ImageAllowList(List<Pattern> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /**
   * Reads a setting; without patterns, or with {@code *} among them, everything is allowed.
   *
   * @throws IllegalArgumentException {@code failed to generate the allowlist, …} for a malformed
   *     pattern
   */
  public static ImageAllowList parse(String setting) {
    List<String> globs =
        Arrays.stream(setting.split(",", -1)).filter(glob -> !glob.isEmpty()).toList();
    List<Pattern> patterns =
        globs.stream().map(glob -> new Glob(glob).pattern()).toList();
    return new ImageAllowList(globs.contains(ALL) ? List.of() : patterns);
  }

  /** Whether a pattern covers the complete image name exactly as the task writes it. */
  public boolean allows(String image) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> covers(pattern, image));
  }

  private static boolean covers(Pattern pattern, String image) {
    try {
      return pattern.matcher(BoundedText.of(image)).matches();
    } catch (BoundedText.Exhausted tooSlow) {
      return false; // Not shown to be allowed.
    }
  }

  /** Translates one pattern. */
  private static final class Glob {
    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int position;
    private int alternatives;

    Glob(String glob) {
      this.glob = glob;
    }

    Pattern pattern() {
      while (position < glob.length()) {
        term(glob.charAt(position++));
      }
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private void term(char character) {
      switch (character) {
        case '*' -> anything();
        case '?' -> regex.append('.');
        case '[' -> regex.append(characterClass());
        case '{' -> alternatives++; // Only ever one: commas separate the patterns.
        case '}' -> closeOrLiteral();
        case '\\' -> literal(position < glob.length() ? glob.charAt(position++) : 0);
        default -> literal(character);
      }
    }

    private void closeOrLiteral() {
      if (alternatives > 0) {
        alternatives--;
      } else {
        literal('}');
      }
    }

    private void anything() {
      while (position < glob.length() && glob.charAt(position) == '*') {
        position++;
      }
      regex.append(".*");
    }

    private void literal(char character) {
      if (character != 0) {
        regex.append(Pattern.quote(String.valueOf(character)));
      }
    }

    private String characterClass() {
      boolean not = position < glob.length() && glob.charAt(position) == '!';
      position += not ? 1 : 0;
      List<Character> members = new ArrayList<>();
      boolean range = position + 1 < glob.length() && glob.charAt(position + 1) == '-';
      String listed = range ? range(members) : list(members);
      return "[" + (not ? "^" : "") + listed + "]";
    }

    private String range(List<Character> members) {
      if (position + 3 >= glob.length() || glob.charAt(position + 3) != ']') {
        throw malformed("unexpected end of input");
      }
      members.add(glob.charAt(position));
      members.add(glob.charAt(position + 2));
      position += 4;
      if (members.get(0) > members.get(1)) {
        throw malformed("hi character '%s' should be greater than lo '%s'"
            .formatted(members.get(1), members.get(0)));
      }
      return escaped(members.get(0)) + "-" + escaped(members.get(1));
    }

    private String list(List<Character> members) {
      while (position < glob.length() && glob.charAt(position) != ']') {
        if (glob.charAt(position) == '\\' && position + 1 < glob.length()) {
          position++;
        }
        members.add(glob.charAt(position++));
      }
      if (position >= glob.length() || members.isEmpty()) {
        throw malformed("unexpected end of input");
      }
      position++;
      StringBuilder list = new StringBuilder();
      members.forEach(member -> list.append(escaped(member)));
      return list.toString();
    }

    private static String escaped(char character) {
      return "\\x{" + Integer.toHexString(character) + "}";
    }

    private IllegalArgumentException malformed(String problem) {
      return new IllegalArgumentException(
          "failed to generate the allowlist, pattern '%s': %s".formatted(glob, problem));
    }
  }
}
