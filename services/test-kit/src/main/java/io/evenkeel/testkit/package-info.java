/**
 * What the tests of every service share: a real platform in a temporary directory, and fakes with
 * two ends.
 */
@NullMarked
package io.evenkeel.testkit;

import org.jspecify.annotations.NullMarked;
