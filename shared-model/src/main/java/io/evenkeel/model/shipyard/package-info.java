/** The shipyard file: stages, sequences, tasks, what triggers what, and the checks of its text. */
@NullMarked
package io.evenkeel.model.shipyard;

import org.jspecify.annotations.NullMarked;
