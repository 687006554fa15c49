package io.evenkeel.camel.helm;

/**
 * A release as Helm reports it.
 *
 * @param status {@code deployed}, {@code failed}, {@code pending-upgrade} …
 * @param chart chart name and version, e.g. {@code carts-0.1.0}
 * @param output what the {@code helm} command would have printed; {@code ""} for listed releases
 * @param changed false if the operation had already been carried out and nothing was done
 */
public record HelmRelease(
    String name,
    String namespace,
    int revision,
    String status,
    String chart,
    String appVersion,
    String output,
    boolean changed) {}
