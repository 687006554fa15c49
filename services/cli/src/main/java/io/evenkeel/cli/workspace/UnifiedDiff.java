package io.evenkeel.cli.workspace;

import java.util.ArrayList;
import java.util.List;

/** Two texts, line by line, in the format of {@code diff -u}. */
final class UnifiedDiff {

  private static final int CONTEXT = 3;

  /** Above so many compared pairs of lines, all that lies between is shown as replaced. */
  private static final long MAX_PAIRS = 4_000_000;

  /** A line with {@code ' '}, {@code '-'} or {@code '+'} before it. */
  private record Line(char mark, String text) {}

  private UnifiedDiff() {}

  /** Returns the difference with one context; nothing if there is none. */
  static List<String> lines(String name, String before, String after) {
    List<Line> all = compare(before.lines().toList(), after.lines().toList());
    List<String> lines = new ArrayList<>(List.of("--- server/" + name, "+++ folder/" + name));
    int shownTo = 0;
    for (int index = 0; index < all.size(); index++) {
      if (all.get(index).mark() != ' ' && index >= shownTo) {
        int from = Math.max(shownTo, index - CONTEXT);
        int to = end(all, index);
        lines.add(header(all, from, to));
        all.subList(from, to).forEach(line -> lines.add(line.mark() + line.text()));
        shownTo = to;
      }
    }
    return lines;
  }

  /** The end of the hunk that begins at {@code first}: where enough lines are the same. */
  private static int end(List<Line> all, int first) {
    int last = first;
    for (int index = first; index < all.size() && index - last <= 2 * CONTEXT; index++) {
      if (all.get(index).mark() != ' ') {
        last = index;
      }
    }
    return Math.min(all.size(), last + CONTEXT + 1);
  }

  private static String header(List<Line> all, int from, int to) {
    return "@@ -%s +%s @@".formatted(range(all, from, to, '+'), range(all, from, to, '-'));
  }

  private static String range(List<Line> all, int from, int to, char other) {
    long start =
        all.subList(0, from).stream().filter(line -> line.mark() != other).count();
    long count =
        all.subList(from, to).stream().filter(line -> line.mark() != other).count();
    return "%d,%d".formatted(count == 0 ? start : start + 1, count);
  }

  private static List<Line> compare(List<String> before, List<String> after) {
    int shorter = Math.min(before.size(), after.size());
    int head = 0;
    while (head < shorter && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head && last(before, tail).equals(last(after, tail))) {
      tail++;
    }
    List<Line> lines = new ArrayList<>();
    before.subList(0, head).forEach(text -> lines.add(new Line(' ', text)));
    lines.addAll(middle(
        before.subList(head, before.size() - tail), after.subList(head, after.size() - tail)));
    before
        .subList(before.size() - tail, before.size())
        .forEach(text -> lines.add(new Line(' ', text)));
    return lines;
  }

  private static String last(List<String> lines, int fromEnd) {
    return lines.get(lines.size() - 1 - fromEnd);
  }

  private static List<Line> middle(List<String> before, List<String> after) {
    List<Line> lines = new ArrayList<>();
    int[][] common =
        (long) before.size() * after.size() > MAX_PAIRS ? new int[0][0] : common(before, after);
    int left = 0;
    int right = 0;
    while (left < before.size() && right < after.size() && common.length > 0) {
      if (before.get(left).equals(after.get(right))) {
        lines.add(new Line(' ', before.get(left)));
        left++;
        right++;
      } else if (common[left + 1][right] >= common[left][right + 1]) {
        lines.add(new Line('-', before.get(left++)));
      } else {
        lines.add(new Line('+', after.get(right++)));
      }
    }
    before.subList(left, before.size()).forEach(text -> lines.add(new Line('-', text)));
    after.subList(right, after.size()).forEach(text -> lines.add(new Line('+', text)));
    return lines;
  }

  /** Lengths of the longest common subsequences of the ends from each pair of lines on. */
  private static int[][] common(List<String> before, List<String> after) {
    int[][] lengths = new int[before.size() + 1][after.size() + 1];
    for (int left = before.size() - 1; left >= 0; left--) {
      for (int right = after.size() - 1; right >= 0; right--) {
        lengths[left][right] = before.get(left).equals(after.get(right))
            ? lengths[left + 1][right + 1] + 1
            : Math.max(lengths[left + 1][right], lengths[left][right + 1]);
      }
    }
    return lengths;
  }
}
