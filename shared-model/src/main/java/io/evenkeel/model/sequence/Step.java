package io.evenkeel.model.sequence;

import java.util.ArrayList;
import java.util.List;

/** The answer to an {@link Input}: the sequence afterwards and what is to be done about it. */
public record Step(Sequence sequence, List<Effect> effects) {

  public Step {
    effects = List.copyOf(effects);
  }

  static Step of(Sequence sequence, Effect... effects) {
    return new Step(sequence, List.of(effects));
  }

  static Step rejected(Sequence unchanged, String reason) {
    return of(unchanged, new Effect.Reject(reason));
  }

  /** This step with {@code earlier} effects in front of its own. */
  Step after(Effect... earlier) {
    List<Effect> all = new ArrayList<>(List.of(earlier));
    all.addAll(effects);
    return new Step(sequence, all);
  }

  /** This step with {@code later} effects behind its own. */
  Step then(Effect... later) {
    List<Effect> all = new ArrayList<>(effects);
    all.addAll(List.of(later));
    return new Step(sequence, all);
  }
}
