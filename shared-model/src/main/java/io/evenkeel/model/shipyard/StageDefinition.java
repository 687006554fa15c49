package io.evenkeel.model.shipyard;

import java.util.List;
import java.util.stream.Stream;

/** A stage and its sequences, in file order. */
public record StageDefinition(String name, List<SequenceDefinition> sequences) {

  public StageDefinition {
    sequences = List.copyOf(sequences);
  }

  /**
   * Names of the stages whose sequences trigger one of this stage's, in file order, without itself.
   *
   * <p>Source: sequences.md §2.5.
   */
  public List<String> parents() {
    return sequences.stream()
        .flatMap(sequence -> sequence.triggeredOn().stream())
        .map(trigger -> trigger.event().split("\\.", -1))
        .filter(parts -> parts.length == 3)
        .flatMap(parts -> Stream.of(parts[0]))
        .filter(stage -> !stage.equals(name))
        .distinct()
        .toList();
  }
}
