@NullMarked
package io.evenkeel.model.sli;

import org.jspecify.annotations.NullMarked;
