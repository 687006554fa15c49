@NullMarked
package io.evenkeel.approval;

import org.jspecify.annotations.NullMarked;
