package io.evenkeel.bench;

import java.util.List;

/** One kind of load and what is measured under it. */
interface Scenario {

  String name();

  /** What it does, in one line. */
  String description();

  /**
   * Brings the load and yields the figures.
   *
   * @throws IllegalStateException with a sentence when the server did not do its part
   */
  List<Figure> run(Workbench bench);
}
