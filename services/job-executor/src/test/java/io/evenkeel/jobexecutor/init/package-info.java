@NullMarked
package io.evenkeel.jobexecutor.init;

import org.jspecify.annotations.NullMarked;
