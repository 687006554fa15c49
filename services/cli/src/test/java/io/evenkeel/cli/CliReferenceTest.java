package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** {@code docs/cli.md} is what the parser knows, and every command in it can be typed. */
class CliReferenceTest {

  private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());
  private static final Path DOCUMENT = Path.of("../../docs/cli.md");

  @Test
  void theCommittedReferenceIsUpToDate() {
    assertThat(DOCUMENT)
        .as("made by: ./evenkeel generate docs --dir docs")
        .hasContent(CliReference.of(line()));
  }

  @TestFactory
  Stream<DynamicTest> everyCommandHasAnExample() {
    return CliReference.commands(line()).stream()
        .map(command -> DynamicTest.dynamicTest(
            command.qualifiedName(),
            () -> assertThat(CliReference.examples(command.qualifiedName())).isNotEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> everyExampleCanBeTyped() throws Exception {
    List<String> examples = Files.readAllLines(DOCUMENT).stream()
        .filter(line -> line.startsWith("evenkeel ") && !line.endsWith("[flags]"))
        .toList();
    assertThat(examples).isNotEmpty();
    return examples.stream()
        .map(example -> DynamicTest.dynamicTest(example, () -> {
          String[] words = example.substring("evenkeel ".length()).split(" ", -1);
          cli().commandLine(NOWHERE, NOWHERE, words).parseArgs(words);
        }));
  }

  private static CommandLine line() {
    return cli().commandLine(NOWHERE, NOWHERE);
  }

  private static Cli cli() {
    return new Cli(Map.of(), Path.of("."), new BufferedReader(Reader.nullReader()));
  }
}
