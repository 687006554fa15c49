/** Remediation: which action to take against a problem. */
@NullMarked
package io.evenkeel.model.remediation;

import org.jspecify.annotations.NullMarked;
