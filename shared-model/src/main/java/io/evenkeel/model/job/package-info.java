/**
 * {@code job/config.yaml}: its grammar, which actions an event starts, the Kubernetes Jobs they
 * become and what is reported back. Values in, values out.
 */
@NullMarked
package io.evenkeel.model.job;

import org.jspecify.annotations.NullMarked;
