@NullMarked
package io.evenkeel.prometheus;

import org.jspecify.annotations.NullMarked;
