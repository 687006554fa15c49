@NullMarked
package io.evenkeel.remediation;

import org.jspecify.annotations.NullMarked;
