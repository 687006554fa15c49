package io.evenkeel.playground.tour;

/**
 * Something that must be true at a point of the tour.
 *
 * @param what the expectation as a sentence, e.g. {@code pods in production: 2}
 * @param holds whether it was
 * @param seen what was found, e.g. {@code 1 (helloservice-abc, Running)}
 * @param look where to look when it does not hold: a command or an address
 */
public record Expectation(String what, boolean holds, String seen, String look) {}
