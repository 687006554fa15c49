package io.evenkeel.camel.helm;

import java.time.Instant;

/**
 * One line of a release's history.
 *
 * @param status {@code deployed}, {@code superseded}, {@code failed}, {@code pending-upgrade} …
 * @param chart chart name and version
 * @param updated when this revision was last changed
 */
public record HelmRevision(
    int revision,
    String status,
    String chart,
    String appVersion,
    String description,
    Instant updated) {}
