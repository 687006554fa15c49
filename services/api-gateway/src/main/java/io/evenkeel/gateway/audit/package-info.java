/** The audit trail: what was done through the API, chained so that tampering shows. */
@NullMarked
package io.evenkeel.gateway.audit;

import org.jspecify.annotations.NullMarked;
