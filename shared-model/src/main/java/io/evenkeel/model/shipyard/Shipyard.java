package io.evenkeel.model.shipyard;

import java.util.List;
import java.util.Optional;

/**
 * A shipyard: what a delivery does in which stage.
 *
 * <p>Source: sequences.md §2. Reading is lenient: unknown keys are ignored, missing ones are empty;
 * the first of several with the same name wins.
 */
public record Shipyard(String apiVersion, List<StageDefinition> stages) {

  public Shipyard {
    stages = List.copyOf(stages);
  }

  /**
   * Reads a shipyard's text; its version is not checked.
   *
   * @throws IllegalArgumentException if it is not YAML or has another structure; the message says
   *     where
   */
  public static Shipyard parse(String text) {
    return ShipyardYaml.read(text);
  }

  public Optional<StageDefinition> stage(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
  }

  /**
   * Finds what a trigger asks for; every stage has a sequence {@code evaluation}.
   *
   * @throws IllegalArgumentException in the original's words if there is no such thing to run
   */
  public SequenceDefinition find(String stage, String sequence) {
    StageDefinition found =
        stage(stage).orElseThrow(() -> new IllegalArgumentException("no stage with name " + stage));
    SequenceDefinition definition = found.sequences().stream()
        .filter(candidate -> candidate.name().equals(sequence))
        .findFirst()
        .or(() -> builtIn(sequence))
        .orElseThrow(() -> new IllegalArgumentException(
            "no task sequence with name %s found in stage %s".formatted(sequence, stage)));
    if (definition.tasks().isEmpty()) {
      throw new IllegalArgumentException(
          "task sequence %s does not contain any tasks".formatted(sequence));
    }
    return definition;
  }

  private static Optional<SequenceDefinition> builtIn(String sequence) {
    return sequence.equals(SequenceDefinition.EVALUATION)
        ? Optional.of(SequenceDefinition.builtInEvaluation())
        : Optional.empty();
  }

  /**
   * What follows when {@code sequence} of {@code stage} has ended, in file order; one entry for
   * each {@code triggeredOn} that fires.
   */
  public List<FollowUp> followUps(String stage, String sequence, String lastTask, String result) {
    String finished = stage + "." + sequence + ".finished";
    return stages.stream()
        .flatMap(candidate -> candidate.sequences().stream()
            .flatMap(definition -> definition.triggeredOn().stream()
                .filter(trigger -> trigger.firesOn(finished, lastTask, result))
                .map(trigger -> new FollowUp(candidate.name(), definition.name()))))
        .toList();
  }
}
