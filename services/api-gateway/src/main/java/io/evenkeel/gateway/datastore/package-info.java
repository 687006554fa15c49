/** The event archive's queries: {@code /api/mongodb-datastore}. */
@NullMarked
package io.evenkeel.gateway.datastore;

import org.jspecify.annotations.NullMarked;
