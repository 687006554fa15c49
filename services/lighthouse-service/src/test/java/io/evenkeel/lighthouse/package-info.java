@NullMarked
package io.evenkeel.lighthouse;

import org.jspecify.annotations.NullMarked;
