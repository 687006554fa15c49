/** Keptn's CloudEvents: the envelope, the grammar of types, the common data and its merge. */
@NullMarked
package io.evenkeel.model.event;

import org.jspecify.annotations.NullMarked;
