/**
 * The command line: Keptn's verbs, flags and output against an Evenkeel (or Keptn v1) server.
 *
 * <p>Source: cli.md. One class a verb; {@link io.evenkeel.cli.Cli} lists them all.
 */
@NullMarked
package io.evenkeel.cli;

import org.jspecify.annotations.NullMarked;
