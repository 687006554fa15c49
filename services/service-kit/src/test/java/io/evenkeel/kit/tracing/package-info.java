@NullMarked
package io.evenkeel.kit.tracing;

import org.jspecify.annotations.NullMarked;
