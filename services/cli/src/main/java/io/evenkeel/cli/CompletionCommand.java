package io.evenkeel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion SHELL}: the script that makes a shell ask {@link CompleteCommand}. */
@Command(
    name = "completion",
    description = {
      "Print the script that completes commands, flags and names from the server.",
      "For bash: source <(evenkeel completion bash)"
    })
final class CompletionCommand extends Verb {

  private static final List<String> SHELLS = List.of("bash", "zsh", "fish", "powershell");

  @Parameters(paramLabel = "bash|zsh|fish|powershell", description = "Which shell")
  String shell;

  @Override
  protected void run() {
    if (!SHELLS.contains(shell)) {
      throw misuse("there is no completion for \"%s\"; there is for %s".formatted(shell, SHELLS));
    }
    say(script("completion." + shell).stripTrailing());
  }

  private static String script(String name) {
    try (InputStream in = CompletionCommand.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(name + " could not be read", unreadable);
    }
  }
}
