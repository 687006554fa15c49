package io.evenkeel.kit;

/**
 * An event can't be decided on while it is stored: others of its lane come first, or it is known.
 */
final class LaneTaken extends RuntimeException {

  private static final long serialVersionUID = 1;

  LaneTaken() {
    super("others of this lane are before it", null, false, false);
  }
}
