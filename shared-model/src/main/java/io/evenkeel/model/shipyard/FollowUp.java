package io.evenkeel.model.shipyard;

/** A sequence to be triggered because another one finished. */
public record FollowUp(String stage, String sequence) {}
