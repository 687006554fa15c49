@NullMarked
package io.evenkeel.model.slo;

import org.jspecify.annotations.NullMarked;
