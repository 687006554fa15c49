package io.evenkeel.allinone.mesh;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Shows who is alive: a table that is kept up to date on a terminal, else a line a change. */
final class MeshView {

  private static final String LINE = "  %-24s %-9s %8s  %7s  %s%n";

  private final PrintStream out;
  private final boolean live;
  private int drawn;

  MeshView(PrintStream out, boolean live) {
    this.out = out;
    this.live = live;
  }

  /** Tells of a change of one. */
  void changed(Member member) {
    if (!live) {
      out.printf("%s %s%n", member.name(), sentence(member));
      out.flush();
    }
  }

  /** Prints {@code text} above the table. */
  void say(String text) {
    erase();
    out.println(text);
    out.flush();
  }

  /** Draws the table anew. */
  void draw(List<Member> members, Instant now) {
    if (!live) {
      return;
    }
    erase();
    out.printf(LINE, "PROCESS", "STATE", "PID", "SINCE", "RESTARTS");
    members.forEach(member -> out.printf(
        LINE,
        member.name(),
        member.state().name().toLowerCase(Locale.ROOT),
        member.pid(),
        age(Duration.between(member.since(), now)),
        member.restarts()));
    out.flush();
    drawn = members.size() + 1;
  }

  private void erase() {
    if (drawn > 0) {
      out.printf("\u001b[%dA\u001b[J", drawn);
      drawn = 0;
    }
  }

  private static String sentence(Member member) {
    return switch (member.state()) {
      case STARTING -> "starts (pid %d)".formatted(member.pid());
      case READY -> "is ready";
      case STANDBY -> "stands by";
      case UNREADY -> "is not ready; see " + member.log();
      case DEAD -> "ended and is started again; see " + member.log();
      case STOPPED -> "is stopped";
    };
  }

  static String age(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    return seconds < 7200 ? seconds / 60 + "m" : seconds / 3600 + "h";
  }
}
