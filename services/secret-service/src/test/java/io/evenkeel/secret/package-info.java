@NullMarked
package io.evenkeel.secret;

import org.jspecify.annotations.NullMarked;
