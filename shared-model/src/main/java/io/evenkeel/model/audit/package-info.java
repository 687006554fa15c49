/** The audit trail as values: entries, and the chain of hashes that shows tampering. Pure. */
@NullMarked
package io.evenkeel.model.audit;

import org.jspecify.annotations.NullMarked;
