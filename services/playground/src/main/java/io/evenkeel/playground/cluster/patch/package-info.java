/** The four ways to change a part of an object, as pure functions on trees. */
@NullMarked
package io.evenkeel.playground.cluster.patch;

import org.jspecify.annotations.NullMarked;
