package io.evenkeel.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code __complete -- WORD…}: what shells ask to complete the last word; one candidate a line, or
 * {@code :files}. Says nothing at all where it cannot help.
 */
@Command(name = "__complete", hidden = true, description = "Asked by completion scripts.")
final class CompleteCommand extends Verb {

  @Parameters(arity = "0..*", paramLabel = "WORD", description = "The line so far, last word last")
  List<String> words = new ArrayList<>();

  @Override
  protected void run() {
    List<String> known = words.isEmpty() ? List.of("") : words;
    CompletionRequest request = CompletionRequest.of(spec.root(), known);
    try {
      request.candidates(new CompletionNames(cli(), request)).forEach(this::say);
    } catch (ApiException | CommandFailure noServer) {
      // A shell's prompt is no place for complaints; there is just nothing to offer.
    }
  }
}
