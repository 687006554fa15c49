/** Integrations: who registered, what they want to hear, and whether they are still there. */
@NullMarked
package io.evenkeel.shipyard.uniform;

import org.jspecify.annotations.NullMarked;
