/**
 * The controllers: each looks at one object, compares what is with what is wanted, and writes the
 * difference. They wake up when something they care about changes, never by the clock alone.
 */
@NullMarked
package io.evenkeel.playground.cluster.control;

import org.jspecify.annotations.NullMarked;
