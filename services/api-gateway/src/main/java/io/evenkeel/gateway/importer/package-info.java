/** Packages sent to {@code POST /api/v1/import}: opened safely, their tasks run in order. */
@NullMarked
package io.evenkeel.gateway.importer;

import org.jspecify.annotations.NullMarked;
