package io.evenkeel.model.slo;

/** A comparison as SLO criteria spell it, in the order in which their symbols are tried. */
public enum Operator {
  AT_MOST("<="),
  LESS("<"),
  EQUAL("="),
  AT_LEAST(">="),
  MORE(">");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  public String symbol() {
    return symbol;
  }

  /** Compares exactly, without tolerance. */
  public boolean holds(double measured, double target) {
    return switch (this) {
      case LESS -> measured < target;
      case AT_MOST -> measured <= target;
      case EQUAL -> measured == target;
      case AT_LEAST -> measured >= target;
      case MORE -> measured > target;
    };
  }
}
