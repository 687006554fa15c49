package io.evenkeel.playground.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void offATerminalThereAreOnlyWholeLines() {
    Console console = new Console(out, new Terminal(false, false));

    console.passing("test runs for 1 s");
    console.ok("running pods in qa: 1");
    console.command("./evenkeel get projects");

    assertThat(printed())
        .isEqualTo("  ok      running pods in qa: 1\n  $ ./evenkeel get projects\n");
  }

  @Test
  void onATerminalThePassingLineGivesWayToTheNext() {
    Console console = new Console(out, new Terminal(true, false));

    console.passing("one");
    console.passing("two");
    console.line("done");

    assertThat(printed()).isEqualTo("\r\u001b[Kone\r\u001b[Ktwo\r\u001b[Kdone\n");
  }

  @Test
  void coloursOnlyAddToTheWords() {
    new Console(out, new Terminal(true, true)).failed("x");

    assertThat(printed().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo("  FAILED  x\n");
  }

  @Test
  void whileQuietOnlyThePassingLineIsSeen() {
    Console console = new Console(out, new Terminal(true, false));

    console.quiet(true);
    console.heading("x");
    console.passing("y");
    console.quiet(false);
    console.line("z");

    assertThat(printed()).isEqualTo("\r\u001b[Ky\r\u001b[Kz\n");
  }

  @Test
  void onceMutedNothingIsSeen() {
    Console console = new Console(out, new Terminal(true, true));

    console.mute();
    console.heading("x");
    console.passing("y");

    assertThat(printed()).isEmpty();
  }

  @Test
  void aLongCommandStaysOneForTheShell() {
    String command = "./evenkeel add-resource " + "--resource=some/where ".repeat(8) + "--end";

    List<String> lines = CommandText.lines(command);

    assertThat(lines).hasSizeGreaterThan(1).allMatch(line -> line.length() <= 96);
    assertThat(String.join("\n", lines).replaceAll(" \\\\\n +", " ")).isEqualTo(command);
  }

  @Test
  void dumbTerminalsAndNoColorAreRespected() {
    assertThat(Terminal.of(Map.of("TERM", "xterm"), true)).isEqualTo(new Terminal(true, true));
    assertThat(Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true))
        .isEqualTo(new Terminal(true, false));
    assertThat(Terminal.of(Map.of("TERM", "dumb"), true)).isEqualTo(Terminal.NONE);
    assertThat(Terminal.of(Map.of(), true)).isEqualTo(Terminal.NONE);
    assertThat(Terminal.of(Map.of("TERM", "xterm"), false)).isEqualTo(Terminal.NONE);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
