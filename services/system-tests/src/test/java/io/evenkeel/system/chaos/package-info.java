/** Evenkeel among processes that die, stores that go away, links that break, clocks that differ. */
@NullMarked
package io.evenkeel.system.chaos;

import org.jspecify.annotations.NullMarked;
