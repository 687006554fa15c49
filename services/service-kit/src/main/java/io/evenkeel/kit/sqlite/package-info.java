/**
 * A client for SQLite: statements run where the connection is, and stay prepared. What it yields is
 * what the clients of other databases yield, so tables are written once for all stores.
 */
@NullMarked
package io.evenkeel.kit.sqlite;

import org.jspecify.annotations.NullMarked;
