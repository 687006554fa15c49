/** The whole product in one JVM. {@link io.evenkeel.allinone.Server} is the file to read first. */
@NullMarked
package io.evenkeel.allinone;

import org.jspecify.annotations.NullMarked;
