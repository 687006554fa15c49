package io.evenkeel.model.slo;

/**
 * One entry of {@code objectives}. Without {@code pass} criteria it is informative: reported, not
 * judged.
 *
 * <p>Source: evaluation.md §7.2.
 *
 * @param sli name of the indicator, case-sensitive
 * @param displayName copied to the result, may be {@code ""}
 * @param weight share of the total score; may be negative
 * @param keySli whether missing it fails the whole evaluation
 */
public record Objective(
    String sli, String displayName, Criteria pass, Criteria warning, int weight, boolean keySli) {

  /** A weight of zero means one. */
  public Objective {
    weight = weight == 0 ? 1 : weight;
  }

  public boolean isInformative() {
    return pass.isEmpty();
  }

  /** Returns how messages call it: the display name, or the indicator's. */
  public String title() {
    return displayName.isEmpty() ? sli : displayName;
  }
}
