/** What a sequence does next, as a pure state machine, and the summary clients see of a run. */
@NullMarked
package io.evenkeel.model.sequence;

import org.jspecify.annotations.NullMarked;
