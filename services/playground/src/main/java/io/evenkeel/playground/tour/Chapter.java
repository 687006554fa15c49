package io.evenkeel.playground.tour;

/** One chapter of the tour. */
interface Chapter {

  String title();

  /** What the reader is about to see, one or two sentences. */
  String story();

  /** Puts the chapter's files in place; later chapters need them too. */
  void prepare(Walk walk);

  /** Shows what the files do, and expects it. */
  void show(Walk walk);
}
